package io.tessera.connector.salesforce.internal;

import java.util.List;

/** The org's answer when it does not do what it is asked. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  final int status;
  final String code;
  final transient List<String> fields;

  Refusal(int status, String code, String message, String... fields) {
    super(message);
    this.status = status;
    this.code = code;
    this.fields = List.of(fields);
  }

  static Refusal invalid(String code, String message, String... fields) {
    return new Refusal(400, code, message, fields);
  }
}
