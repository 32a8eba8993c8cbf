package io.tessera.inbound.http;

import io.tessera.provisioning.api.Caller;
import java.util.Map;

/** What the gate says to a request. */
public sealed interface Admission {
  /** Go on; what the caller may do is checked where it is known what they want. */
  record Granted(Caller caller) implements Admission {}

  /**
   * Not with these credentials, or not now.
   *
   * @param words for programs, where a door has a place for them: {@code code}, {@code permission}
   */
  record Refused(int status, String detail, Map<String, String> headers, Map<String, String> words)
      implements Admission {
    public Refused {
      headers = Map.copyOf(headers);
      words = Map.copyOf(words);
    }

    public Refused(int status, String detail, Map<String, String> headers) {
      this(status, detail, headers, Map.of());
    }
  }

  /** Signed in as nobody, wanting something that may be for everybody. */
  record Anonymous(Caller caller, Refused otherwise) implements Admission {}

  /** Why somebody who is not let in is not. */
  static Refused refusalOf(Admission admission) {
    if (admission instanceof Refused refused) {
      return refused;
    }
    if (admission instanceof Anonymous anonymous) {
      return anonymous.otherwise();
    }
    throw new IllegalArgumentException("let in");
  }
}
