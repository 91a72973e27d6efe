import { dayIn } from '@sohoi/fields';

/** The date in Việt Nam, `yyyy-mm-dd`: what "not in the future" is measured by. */
export const today = (): string => dayIn(new Date());
