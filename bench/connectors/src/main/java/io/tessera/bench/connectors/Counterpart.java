package io.tessera.bench.connectors;

import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.TargetAttributes;

/** A target of one kind, a connector to it, and a client that does the same without one. */
interface Counterpart extends AutoCloseable {
  /** For people. */
  String name();

  Connector connector();

  /** The account of this name, in the target's attributes. */
  TargetAttributes account(String name);

  /** Creates an account as the connector does, with as few calls, and learns its remote id. */
  String createBare(String name) throws Exception;

  /** Whether what is listed is what was created. */
  default boolean keeps() {
    return true;
  }

  @Override
  void close() throws Exception;
}
