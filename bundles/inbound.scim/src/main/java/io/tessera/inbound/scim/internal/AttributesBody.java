package io.tessera.inbound.scim.internal;

import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Reads the body of a request as it streams in. */
@Provider
public final class AttributesBody implements MessageBodyReader<Attributes> {
  private final AttributesJson json;

  AttributesBody(AttributesJson json) {
    this.json = json;
  }

  @Override
  public boolean isReadable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
    return type == Attributes.class;
  }

  @Override
  public Attributes readFrom(
      Class<Attributes> type,
      Type generic,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    String charset = mediaType.getParameters().get(MediaType.CHARSET_PARAMETER);
    if (charset != null && !charset.equalsIgnoreCase("utf-8")) {
      throw new NotSupportedException("JSON is written in UTF-8; another charset is not read.");
    }
    String written = headers.getFirst(HttpHeaders.CONTENT_TYPE);
    if (written != null && !written.isBlank() && written.indexOf('/') < 0) {
      throw new NotSupportedException("Content-Type must be " + MediaTypes.SCIM + ".");
    }
    return json.read(body);
  }
}
