import type { FunctionComponent, LooseInputHTMLAttributes, Ref } from 'preact';

export type InputProps = LooseInputHTMLAttributes<HTMLInputElement> & {
  ref?: Ref<HTMLInputElement> | null;
  /** Id of a datalist. */
  list?: string;
};

// preact's typings want each `type` of input written out; ours is chosen while running. It is the plain element.
export const Input = 'input' as unknown as FunctionComponent<InputProps>;
