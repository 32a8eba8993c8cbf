export function ref(to: (element: Element | undefined) => void): unknown;
