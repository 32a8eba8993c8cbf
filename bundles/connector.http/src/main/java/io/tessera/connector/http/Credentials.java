package io.tessera.connector.http;

import java.time.Clock;

/** What a request is authenticated with at this moment. */
interface Credentials {
  /**
   * A header of requests; its value is a secret.
   *
   * @param name empty: there is none
   */
  record Header(String name, String value) {
    static final Header NONE = new Header("", "");

    static Header bearer(String token) {
      return new Header("Authorization", "Bearer " + token);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * What to send now.
   *
   * @throws HttpFailure it could not be had
   */
  Header get(Deadline deadline) throws HttpFailure, InterruptedException;

  /** Tells that the target refuses it; whether the next one may be another. */
  boolean renewed(Header refused);

  static Credentials of(Authentication authentication, Wire wire, Clock clock) {
    return authentication instanceof FixedHeader fixed
        ? new Unchanging(fixed.header())
        : new Tokens((Grant) authentication, wire, clock);
  }

  /** Credentials that are set once and for all. */
  record Unchanging(Header header) implements Credentials {
    @Override
    public Header get(Deadline deadline) {
      return header;
    }

    @Override
    public boolean renewed(Header refused) {
      return false;
    }
  }
}
