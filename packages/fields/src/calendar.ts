const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short' });

/** The date in Việt Nam at an instant, `yyyy-mm-dd`: records are dated by its calendar. */
export const dayIn = (instant: string | Date): string => calendar.format(new Date(instant));
