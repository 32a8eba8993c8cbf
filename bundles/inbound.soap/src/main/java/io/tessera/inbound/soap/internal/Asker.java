package io.tessera.inbound.soap.internal;

import io.tessera.inbound.http.Admission;
import io.tessera.inbound.http.Credentials;
import io.tessera.provisioning.api.Caller;
import java.util.function.Function;

/**
 * Whom a service works for during one request.
 *
 * @param ask asks the gate whether somebody else's credentials are right
 */
public record Asker(Caller caller, Function<Credentials, Admission> ask) {}
