package io.tessera.notify.internal;

import java.io.IOException;

/** A way to send. */
interface Carrier {
  /**
   * Sends and waits, for seconds at most.
   *
   * @return what the other side said, for people
   * @throws IOException it was not taken; the message says why and holds no secret
   */
  String send(Message message) throws IOException;
}
