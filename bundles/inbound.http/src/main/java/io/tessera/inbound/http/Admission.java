package io.tessera.inbound.http;

import io.tessera.provisioning.api.Caller;
import java.util.Map;

/** What the gate says to a request. */
public sealed interface Admission {
  /** Go on; what the caller may do is checked where it is known what they want. */
  record Granted(Caller caller) implements Admission {}

  /** Not with these credentials, or not now. */
  record Refused(int status, String detail, Map<String, String> headers) implements Admission {}

  /** Signed in as nobody, wanting something that may be for everybody. */
  record Anonymous(Caller caller, Refused otherwise) implements Admission {}
}
