import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);
const FAMILY = '@expo-google-fonts/be-vietnam-pro';

/** Whole TrueType files of a free font (SIL OFL 1.1) with all letters of Vietnamese; subsets for the web lack some. */
export const REGULAR = resolve(`${FAMILY}/400Regular/BeVietnamPro_400Regular.ttf`);
export const BOLD = resolve(`${FAMILY}/700Bold/BeVietnamPro_700Bold.ttf`);
