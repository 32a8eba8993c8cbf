package io.tessera.json;

import org.jspecify.annotations.Nullable;

/** A text is not the JSON it should be. The message is fit for the caller. */
public final class JsonFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JsonFormatException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
