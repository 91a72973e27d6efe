const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short' });

/** The date in Việt Nam at an instant, `yyyy-mm-dd`: records are dated by its calendar. */
export const dayIn = (instant: string | Date): string => calendar.format(new Date(instant));

/** The date in Việt Nam, `yyyy-mm-dd`: what "not in the future" is measured by. */
export const today = (): string => dayIn(new Date());
