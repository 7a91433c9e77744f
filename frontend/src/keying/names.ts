import { type Spelling, type Syllable, type Typed, common, hasMarks, marked, syllable, typed } from "./syllables";

export type Sex = "m" | "f";
export type Age = "elder" | "young";
type Weights = Record<string, number>;
type Ages = Record<Sex, { middle: Weights; given: Weights }>;

/** Name parts with their weights, as the dictionary of a book brings them; no names of people. */
export interface Lexicon extends Record<Age, Ages> {
  family: Weights;
  /** Last middle word and given name seen together, "Thị Huệ", how often. */
  pairs: Weights;
  spelling: Spelling;
  /** Names here are written in capitals. */
  capitals: boolean;
}

/** What is known of whose name it is. */
export interface About {
  /** Absent where either may be. */
  sex?: Sex;
  age: Age;
  /** Family names of this record's other people, the likeliest first. */
  families: readonly string[];
}

/** A name and how likely it is among those that fit the typing. */
export interface Ranked {
  name: string;
  score: number;
}

// Chances of ways to shorten, chosen on invented names other than those measured on (decision 0033).
const RELATED = 0.85; // the first family name of the record is this person's too
const OMITTED = 0.25; // a typing that leaves the record's family name out
const SKIPPED: Record<string, number> = { Thị: 0.5, Văn: 0.3 };
const CLUSTER = 0.5; // two or three letters that begin a syllable together
const PARTLY = 0.06; // some of a syllable's letters, neither one nor all
const WHOLE = 3; // the last one typed to its end
const JOINED = 0.3; // several syllables within one typed word
const UNKNOWN = 1e-5; // a part that no list knows
const PAIR_PULL = 6; // a pair seen weighs as much as this many of its middle word
const LEARNED = 100;
const WIDE = 60; // beginnings followed up
const CLUSTERS = new Set(["ng", "nh", "ngh", "th", "tr", "ph", "kh", "ch", "gh", "gi", "qu"]);

interface Part extends Syllable {
  weight: number;
}

interface Table {
  total: number;
  parts: Map<string, Part>;
  /** By their first letter without marks, heaviest first. */
  initial: Map<string, Part[]>;
}

interface Path {
  words: string[];
  at: number;
  /** Chance if a man's, if a woman's. */
  m: number;
  f: number;
}

/** Names that a typing may mean, ranked by how common their parts are here. */
export class Names {
  private readonly family: Table;
  private readonly tables: Record<Age, Record<Sex, { middle: Table; given: Table }>>;
  private readonly pairs: Map<string, number>;
  private readonly followed = new Map<string, number>();
  private readonly spelling: Spelling;
  private readonly capitals: boolean;
  private readonly unknown = new Map<string, Part[]>();

  constructor(lexicon: Lexicon) {
    this.family = table(lexicon.family);
    const ages = (age: Age) => ({ m: tables(lexicon[age].m), f: tables(lexicon[age].f) });
    this.tables = { elder: ages("elder"), young: ages("young") };
    this.pairs = new Map(Object.entries(lexicon.pairs));
    for (const [pair, times] of this.pairs) this.follow(pair.split(" ")[0]!, times);
    this.spelling = lexicon.spelling;
    this.capitals = lexicon.capitals;
  }

  /** A name just keyed: its parts are likelier from now on. */
  learn(name: string, { sex, age }: Pick<About, "sex" | "age">): void {
    const words = name.trim().split(/\s+/).map(title);
    if (words.length < 2 || this.lostMarks(name, words)) return;
    const [family, ...rest] = words as [string, ...string[]];
    const given = rest.pop()!;
    add(this.family, family);
    for (const one of sex ? [sex] : (["m", "f"] as const)) {
      for (const word of rest.length ? rest : [""]) add(this.tables[age][one].middle, word);
      add(this.tables[age][one].given, given);
    }
    const last = rest.at(-1);
    if (last) {
      const pair = `${last} ${given}`;
      this.pairs.set(pair, (this.pairs.get(pair) ?? 0) + 1);
      this.follow(last, 1);
    }
  }

  /** Without any mark, and one of its parts is known only with them. */
  private lostMarks(name: string, words: readonly string[]): boolean {
    if (hasMarks(name)) return false;
    const { m, f } = this.tables.elder;
    const tables = [this.family, m.middle, f.middle, m.given, f.given];
    return words.some((word) => {
      const { bare } = syllable(word);
      return !tables.some(({ parts }) => parts.has(word)) && tables.some(({ initial }) => initial.get(bare[0] ?? "")?.some((part) => part.bare === bare));
    });
  }

  /** Names for a typing without marks, partly marked, or of first letters; the likeliest first. */
  rank(text: string, about: About, most: number): Ranked[] {
    const words = text.trim().split(/\s+/).filter(Boolean);
    const run = typed(words.join(""));
    if (!run.bare.length) return [];
    const breaks = new Set<number>();
    words.reduce((at, word) => {
      breaks.add(at);
      return at + typed(word).bare.length;
    }, 0);
    const search: Search = { run, breaks: words.length > 1 ? breaks : null, about, last: new Map() };
    const best = new Map<string, number>();
    let open = this.begin(search);
    for (let step = 0; step < 4 && open.length; step += 1) {
      for (const path of open) this.end(path, search, best);
      open = widest(open.flatMap((path) => this.middle(path, search)));
    }
    return [...best]
      .map(([name, score]) => ({ name: this.capitals ? name.toUpperCase() : name, score }))
      .sort((a, b) => b.score - a.score)
      .slice(0, most);
  }

  private begin(search: Search): Path[] {
    const { about } = search;
    const sexes = { m: about.sex === "f" ? 0.02 : 0.5, f: about.sex === "m" ? 0.02 : 0.5 };
    const [related] = about.families;
    const paths: Path[] = [];
    for (const { part, at, chance } of this.steps(this.family, 0, search)) {
      const share = part.weight / this.family.total;
      const own = related ? (part.text === related ? RELATED : (1 - RELATED) * share) : share;
      paths.push({ words: [part.text], at, m: sexes.m * own * chance, f: sexes.f * own * chance });
    }
    if (related) paths.push({ words: [related], at: 0, m: sexes.m * OMITTED, f: sexes.f * OMITTED });
    return widest(paths);
  }

  private middle(path: Path, search: Search): Path[] {
    const { m, f } = this.tables[search.about.age];
    const next: Path[] = [];
    const push = (part: Part, at: number, chance: number) => {
      if (path.words.includes(part.text)) return;
      next.push({
        words: [...path.words, part.text],
        at,
        m: path.m * chance * share(m.middle, part.text),
        f: path.f * chance * share(f.middle, part.text),
      });
    };
    const seen = new Set<string>();
    for (const sex of [m, f]) {
      for (const { part, at, chance } of this.steps(sex.middle, path.at, search)) {
        if (seen.has(`${part.text}${at}`)) continue;
        seen.add(`${part.text}${at}`);
        push(part, at, path.words.length > 1 ? chance * 0.5 : chance);
      }
    }
    if (path.words.length > 1) return next;
    for (const [word, chance] of Object.entries(SKIPPED)) {
      const part = m.middle.parts.get(word) ?? f.middle.parts.get(word);
      if (part) push(part, path.at, chance);
    }
    return next;
  }

  /** Takes the rest of the typing for the given name. */
  private end(path: Path, search: Search, best: Map<string, number>): void {
    const { run, about } = search;
    const left = run.bare.length - path.at;
    if (left <= 0) return;
    const { m, f } = this.tables[about.age];
    const last = path.words.length > 1 ? path.words.at(-1)! : "";
    const bare = path.words.length > 1 ? { m: 1, f: 1 } : { m: share(m.middle, ""), f: share(f.middle, "") };
    const inner = this.inner(path.at, left, search);
    if (!inner) return;
    const before = path.words.join(" ");
    for (const part of this.lastParts(path.at, search)) {
      const whole = part.bare.length === left ? WHOLE : 1;
      const score =
        whole * inner * (path.m * bare.m * this.givenShare(m.given, last, part.text) + path.f * bare.f * this.givenShare(f.given, last, part.text));
      const name = `${before} ${part.text}`;
      if (score > (best.get(name) ?? 0)) best.set(name, score);
    }
  }

  /** Given names that the typing from `at` on may begin. */
  private lastParts(at: number, { run, about, last }: Search): Part[] {
    let found = last.get(at);
    if (!found) {
      const left = run.bare.length - at;
      const { m, f } = this.tables[about.age];
      const initial = run.bare[at]!;
      const listed = [...(m.given.initial.get(initial) ?? []), ...(f.given.initial.get(initial) ?? []), ...this.unlisted(run.bare.slice(at))];
      const seen = new Set<string>();
      found = listed.filter((part) => !seen.has(part.text) && seen.add(part.text) && common(run, at, left, part) === left);
      last.set(at, found);
    }
    return found;
  }

  /** Seen pairs pull a given name towards its middle word. */
  private givenShare(given: Table, middle: string, word: string): number {
    const alone = share(given, word);
    const seen = this.pairs.get(`${middle} ${word}`) ?? 0;
    if (!seen) return alone;
    const all = this.followed.get(middle) ?? seen;
    return (seen + PAIR_PULL * alone) / (all + PAIR_PULL);
  }

  /** Parts of a table that begin the rest of the typing, each with every length it may take. */
  private *steps(from: Table, at: number, search: Search): Iterable<{ part: Part; at: number; chance: number }> {
    const { run } = search;
    const initial = run.bare[at];
    if (initial === undefined) return;
    const most = search.breaks ? nextBreak(search.breaks, at, run) - at : run.bare.length - at;
    const word = run.bare.slice(at, at + most);
    const listed = from.initial.get(initial) ?? [];
    for (const part of search.breaks ? [...listed, ...this.unlisted(word)] : listed) {
      const fitting = common(run, at, most, part);
      for (let length = 1; length <= fitting; length += 1) {
        const chance = shortened(part, length) * this.inner(at, length, search);
        yield { part, at: at + length, chance };
      }
    }
  }

  /** Where words are typed apart, one syllable each is what is meant. */
  private inner(at: number, length: number, { breaks, run }: Search): number {
    if (!breaks) return 1;
    const whole = breaks.has(at) && nextBreak(breaks, at, run) === at + length;
    if (crosses(breaks, at, length)) return 0;
    return whole ? 1 : JOINED;
  }

  private unlisted(bare: string): Part[] {
    if (bare.length < 2 || bare.length > 7) return [];
    let found = this.unknown.get(bare);
    if (!found) {
      found = marked(bare, this.spelling).map((text) => ({ ...syllable(title(text)), weight: 0 }));
      this.unknown.set(bare, found);
    }
    return found;
  }

  private follow(middle: string, times: number): void {
    this.followed.set(middle, (this.followed.get(middle) ?? 0) + times);
  }
}

interface Search {
  run: Typed;
  /** Where typed words begin; null where all is one word. */
  breaks: ReadonlySet<number> | null;
  about: About;
  /** Given names that fit from a place on, once looked up. */
  last: Map<number, Part[]>;
}

function shortened(part: Part, length: number): number {
  if (length === 1 || length === part.bare.length) return 1;
  return CLUSTERS.has(part.bare.slice(0, length)) ? CLUSTER : PARTLY;
}

function nextBreak(breaks: ReadonlySet<number>, at: number, run: Typed): number {
  let next = at + 1;
  while (next < run.bare.length && !breaks.has(next)) next += 1;
  return next;
}

function crosses(breaks: ReadonlySet<number>, at: number, length: number): boolean {
  for (let place = at + 1; place < at + length; place += 1) if (breaks.has(place)) return true;
  return false;
}

function widest(paths: Path[]): Path[] {
  return paths.sort((a, b) => b.m + b.f - a.m - a.f).slice(0, WIDE);
}

function tables({ middle, given }: { middle: Weights; given: Weights }): { middle: Table; given: Table } {
  return { middle: table(middle), given: table(given) };
}

function table(weights: Weights): Table {
  const made: Table = { total: 0, parts: new Map(), initial: new Map() };
  for (const [text, weight] of Object.entries(weights).sort((a, b) => b[1] - a[1])) put(made, text, weight);
  return made;
}

function put(into: Table, text: string, weight: number): void {
  const part = { ...syllable(text), weight };
  into.total += weight;
  into.parts.set(text, part);
  const initial = part.bare[0] ?? "";
  const others = into.initial.get(initial);
  if (others) others.push(part);
  else into.initial.set(initial, [part]);
}

function add(into: Table, text: string): void {
  const known = into.parts.get(text);
  if (!known) return put(into, text, LEARNED);
  known.weight += LEARNED;
  into.total += LEARNED;
}

function share(from: Table, text: string): number {
  return Math.max((from.parts.get(text)?.weight ?? 0) / from.total, UNKNOWN);
}

function title(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();
}
