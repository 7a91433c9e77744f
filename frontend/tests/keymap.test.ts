import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { comboOf, face, listen } from "../src/lib/keymap";

const press = (target: EventTarget, key: string, more: KeyboardEventInit = {}) =>
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));

describe("comboOf", () => {
  it.each([
    [{ key: "n" }, "N"],
    [{ key: "?", shiftKey: true }, "?"],
    [{ key: "Enter", shiftKey: true }, "Shift+Enter"],
    [{ key: "Enter", ctrlKey: true }, "Ctrl+Enter"],
    [{ key: ".", ctrlKey: true }, "Ctrl+."],
    [{ key: "F8" }, "F8"],
    [{ key: " " }, " "],
  ])("%o → %s", (keys, combo) => {
    expect(comboOf(new KeyboardEvent("keydown", keys))).toBe(combo);
  });
  it("draws arrows", () => expect(face("ArrowLeft")).toBe("←"));
});

describe("listen", () => {
  let stop: () => void;
  const letter = vi.fn();
  const enter = vi.fn();
  const mark = vi.fn();
  beforeEach(() => {
    document.body.innerHTML = "<input id=field><button id=button>x</button>";
    stop = listen([
      { combo: "N", words: "", run: letter },
      { combo: "Enter", words: "", run: enter, whileTyping: true },
      { combo: "F2", words: "", run: mark },
    ]);
  });
  afterEach(() => {
    stop();
    vi.clearAllMocks();
  });
  const field = () => document.getElementById("field")!;

  it("leaves letters to the field, takes them elsewhere", () => {
    press(field(), "n");
    expect(letter).not.toHaveBeenCalled();
    press(document.body, "n");
    expect(letter).toHaveBeenCalledOnce();
  });
  it("takes function keys and Enter while typing", () => {
    press(field(), "F2");
    press(field(), "Enter");
    expect(mark).toHaveBeenCalledOnce();
    expect(enter).toHaveBeenCalledOnce();
  });
  it("keeps still while a syllable is composed", () => {
    press(field(), "Enter", { isComposing: true });
    press(field(), "Enter", { keyCode: 229 } as KeyboardEventInit);
    expect(enter).not.toHaveBeenCalled();
  });
  it("lets Enter press a focused button", () => {
    press(document.getElementById("button")!, "Enter");
    expect(enter).not.toHaveBeenCalled();
  });
});
