package io.tessera.connector.xml;

/** A document is not what it should be. The message quotes nothing of it. */
public final class XmlFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  public XmlFormatException(String detail) {
    super(detail, null, false, false);
  }
}
