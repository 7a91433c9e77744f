/** The telephone's camera, the one at its back. */

import { frameOf } from "./picture";

const WANTED: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: { ideal: "environment" }, width: { ideal: 3840 }, height: { ideal: 2160 } },
};
/** Some telephones never answer for a photograph; the frame on the screen then serves. */
const PATIENCE_MS = 4000;

interface StillCamera {
  takePhoto(): Promise<Blob>;
}

export class Camera {
  private still: StillCamera | null = null;

  constructor(private readonly video: HTMLVideoElement) {}

  /** Browsers show a camera to pages of a secure address alone. */
  static get possible(): boolean {
    return isSecureContext && !!navigator.mediaDevices?.getUserMedia;
  }

  /** Asks the person and shows the picture; throws where there is no camera or no leave. */
  async start(): Promise<void> {
    const stream = await navigator.mediaDevices.getUserMedia(WANTED);
    this.video.srcObject = stream;
    await this.video.play();
    const [track] = stream.getVideoTracks();
    const maker = (globalThis as { ImageCapture?: new (track: MediaStreamTrack) => StillCamera }).ImageCapture;
    this.still = track && maker ? new maker(track) : null;
  }

  get live(): boolean {
    return this.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && this.video.videoWidth > 0;
  }

  /** A photograph of the whole sensor where the browser takes one, else the frame. */
  async take(): Promise<Blob> {
    const photo = await this.photo();
    return photo ?? frameOf(this.video);
  }

  private async photo(): Promise<Blob | null> {
    if (!this.still) return null;
    const late = new Promise<null>((done) => setTimeout(() => done(null), PATIENCE_MS));
    const taken = await Promise.race([this.still.takePhoto(), late]).catch(() => null);
    if (taken?.type !== "image/jpeg") this.still = null;
    return taken?.type === "image/jpeg" ? taken : null;
  }
}
