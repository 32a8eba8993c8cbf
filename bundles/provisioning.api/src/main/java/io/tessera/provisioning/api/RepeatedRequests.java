package io.tessera.provisioning.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Requests that may come more than once and are carried out once: their sender does not know what
 * became of the first. Answers are remembered for 24 hours, sealed, the same on every node.
 */
@ProviderType
public interface RepeatedRequests {
  /**
   * The longest answer that is remembered, in characters; of longer ones it is known that they
   * were.
   */
  int LONGEST_ANSWER = 48 * 1024;

  /**
   * Begins a request, unless it has begun.
   *
   * @param key whose it is and what they call it
   * @param request what it says, or a digest of that
   */
  Turn begin(String key, String request);

  /** It was carried out. */
  void finished(String key, String request, String answer);

  /** Nothing was done; who repeats it begins it again. */
  void abandoned(String key);

  /** What to do with a request. */
  enum Kind {
    /** Carry it out. */
    FIRST,
    /** It is being carried out, or was just now when a node went down. */
    RUNNING,
    /** Give the answer again. */
    ANSWERED,
    /** The key was used for another request. */
    OTHER
  }

  /**
   * @param answer empty for others than {@link Kind#ANSWERED}, and for one that was too long
   */
  record Turn(Kind kind, String answer) {}
}
