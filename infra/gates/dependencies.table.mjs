/** Licences under which a package may be part of the program: those that ask for no more than to be named. */
export const licences = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'ISC',
  'MIT',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
];

/** Packages whose licence is in a file of theirs and not in their package.json: what that file says, read by a person. */
export const readInTheFile = {
  'png-js@2.0.0': 'MIT',
};
