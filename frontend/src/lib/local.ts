/** What this browser keeps for one person: a database of its own for each, erased as one. */

const PREFIX = "sohotich.";
const VERSION = 1;

/**
 * letters: what waits to be sent, by id · records: registrations at hand, by reading ·
 * kept: answers of the server, by address · facts: single values, by name.
 */
export type StoreName = "letters" | "records" | "kept" | "facts";
const STORES: Record<StoreName, string | null> = { letters: "id", records: "reading", kept: "url", facts: null };

/** Whether work may go on without a line here: browsers allow it over HTTPS alone. */
export function offlineAllowed(): boolean {
  return globalThis.isSecureContext === true && "indexedDB" in globalThis && "serviceWorker" in navigator && "locks" in navigator;
}

/** The key of the person whose page this is; "" on pages before sign-in. */
export function personHere(): string {
  return document.body.dataset["person"] ?? "";
}

const open = new Map<string, Promise<IDBDatabase>>();

/** The person's database, opened once a page. Rejects where the browser keeps nothing. */
export function localOf(person: string): Promise<IDBDatabase> {
  let found = open.get(person);
  if (!found) {
    found = openLocal(person);
    open.set(person, found);
    found.catch(() => open.delete(person));
  }
  return found;
}

function openLocal(person: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(PREFIX + person, VERSION);
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) {
        request.result.createObjectStore(name, keyPath ? { keyPath } : {});
      }
    };
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
    request.onsuccess = () => {
      const database = request.result;
      const forget = () => open.delete(person);
      // Another window erases it: this one must not stand in the way.
      database.onversionchange = () => {
        database.close();
        forget();
      };
      database.onclose = forget;
      resolve(database);
    };
  });
}

/**
 * Runs `work` in one transaction and answers once it is on the disk; `relaxed`: once the system has it,
 * for what can be fetched again.
 */
export async function change(
  person: string,
  stores: StoreName[],
  work: (store: (name: StoreName) => IDBObjectStore) => void,
  durability: IDBTransactionDurability = "strict",
): Promise<void> {
  const database = await localOf(person);
  const transaction = database.transaction(stores, "readwrite", { durability });
  work((name) => transaction.objectStore(name));
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error("IndexedDB"));
  });
}

/** What one request of one store answers. */
export async function ask<T>(person: string, store: StoreName, request: (store: IDBObjectStore) => IDBRequest): Promise<T> {
  const database = await localOf(person);
  const asked = request(database.transaction(store, "readonly").objectStore(store));
  return new Promise<T>((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result as T);
    asked.onerror = () => reject(asked.error ?? new Error("IndexedDB"));
  });
}

/** Everybody for whom this browser keeps something. */
export async function peopleHere(): Promise<string[]> {
  if (!("indexedDB" in globalThis) || !indexedDB.databases) return [];
  const names = (await indexedDB.databases()).map(({ name }) => name ?? "");
  return names.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length));
}

/** Erases the copies made for a person; what waits to be sent stays. */
export async function eraseCopies(person: string): Promise<void> {
  await change(person, ["records", "kept", "facts"], (store) => {
    store("records").clear();
    store("kept").clear();
    store("facts").delete("lease");
    store("facts").delete("finished");
  });
}

/** Erases everything of a person, letters included. */
export async function eraseAll(person: string): Promise<void> {
  const stores = Object.keys(STORES) as StoreName[];
  await change(person, stores, (store) => stores.forEach((name) => store(name).clear()));
  (await localOf(person)).close();
  open.delete(person);
  await new Promise<void>((resolve) => {
    const request = indexedDB.deleteDatabase(PREFIX + person);
    // Empty already: where a window stands in the way, only the empty shell is left.
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  });
}
