package io.tessera.provisioning.api.spi;

/** An expression is not of its language, or its evaluation failed. The message is for people. */
public final class ExpressionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ExpressionException(String message) {
    super(message);
  }

  /** At a place of the expression, lines and columns counted from 1. */
  public static ExpressionException at(int line, int column, String message) {
    return new ExpressionException(
        (line == 1 ? "column " : "line " + line + ", column ") + column + ": " + message);
  }
}
