package io.tessera.connector.soap.internal;

import java.util.Map;

/**
 * An application with a SOAP service for its users, on a loopback socket, for tests of the whole
 * server. Users have a {@code userName}, {@code displayName}, {@code firstName} and {@code email}.
 * Needs the connector and the connectors' contract kit on the class path.
 */
public final class UserApplication implements AutoCloseable {
  private final SoapDouble service;

  /** Starts one with nobody in it. */
  public UserApplication() {
    service = new SoapDouble(false, false);
  }

  /** What a target of it is set to, as the use-case API names it. */
  public Map<String, Object> settings() {
    Map<String, Object> settings =
        SoapSubject.settings(service, service.service().address().orElseThrow());
    settings.put("password", settings.remove("_password"));
    // The contract's are short.
    settings.remove("connectTimeoutMillis");
    settings.remove("requestTimeoutMillis");
    return settings;
  }

  /** How many users it has. */
  public int users() {
    return service.service().users();
  }

  @Override
  public void close() {
    service.close();
  }
}
