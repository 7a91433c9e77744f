import type { Turn } from "./geometry";

/** What a person has set and finds again: on this machine, for pages shown under the same name. */
export interface Setting {
  loupe: boolean;
  contrast: boolean;
  ruler: boolean;
  turn: Turn;
  /** Times the width of the stage. */
  zoom: number;
}

const UNSET: Setting = { loupe: false, contrast: false, ruler: false, turn: 0, zoom: 1 };
const nameOf = (name: string) => `sohotich.viewer.${name}`;

/** As it was left, "" for pages that keep none. */
export function settingOf(name: string): Setting {
  const kept = name && localStorage.getItem(nameOf(name));
  return kept ? { ...UNSET, ...(JSON.parse(kept) as Partial<Setting>) } : UNSET;
}

export function keepSetting(name: string, setting: Setting): void {
  if (name) localStorage.setItem(nameOf(name), JSON.stringify(setting));
}
