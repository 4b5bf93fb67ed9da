// Files that are dropped anywhere on the window while an element is there. Without it, a browser would leave the
// app to show the file.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class FileDrop implements ReactiveController {
  readonly #onFiles: (files: File[]) => void;
  #life = new AbortController();

  constructor(host: ReactiveControllerHost, onFiles: (files: File[]) => void) {
    this.#onFiles = onFiles;
    host.addController(this);
  }

  hostConnected(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    window.addEventListener('dragover', (event) => this.#accept(event), { signal });
    window.addEventListener('drop', (event) => this.#drop(event), { signal });
  }

  hostDisconnected(): void {
    this.#life.abort();
  }

  /** Text and tasks that are dragged are somebody else's. */
  #accept(event: DragEvent): boolean {
    if (!event.dataTransfer?.types.includes('Files')) return false;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    return true;
  }

  #drop(event: DragEvent): void {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (this.#accept(event) && files.length > 0) this.#onFiles(files);
  }
}
