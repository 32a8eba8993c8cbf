export function repeat<T>(
    items: Iterable<T>, key: (item: T, at: number) => unknown, view: (item: T, at: number) => unknown): unknown;
