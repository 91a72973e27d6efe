/** What the progress is shown on; standard error, so that standard output stays one line. */
type Terminal = { readonly isTTY?: boolean; write(text: string): unknown };

/** Shows the progress as one line that is written over, on a terminal; elsewhere nothing. */
export const progressLine =
  (terminal: Terminal) =>
  (done: number, total: number): void => {
    if (!terminal.isTTY) return;
    const percent = Math.floor((done * 100) / total);
    if (done < total && Math.floor(((done - 1) * 100) / total) === percent) return;
    terminal.write(done < total ? `\rtrung-bo-2023-h1: ${percent} %` : '\r\u001b[K');
  };
