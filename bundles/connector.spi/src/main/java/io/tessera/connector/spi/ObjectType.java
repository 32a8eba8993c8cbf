package io.tessera.connector.spi;

/** What an operation is about. */
public enum ObjectType {
  /** The account of an identity. */
  USER,
  /** A group. */
  GROUP
}
