package io.tessera.connector.scim2.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.RemoteId;
import io.tessera.json.AttributesJson;
import io.tessera.json.JsonFormatException;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.List;
import java.util.Optional;

/** A successful answer, not yet believed. */
final class Answer {
  private static final AttributesJson JSON = new AttributesJson();

  private final int status;
  private final Optional<String> etag;
  private final byte[] body;

  Answer(int status, Optional<String> etag, byte[] body) {
    this.status = status;
    this.etag = etag;
    this.body = body;
  }

  /** The version of the resource; none where the service keeps none. */
  Optional<String> etag() {
    return etag;
  }

  /** The resource; services that answer something else are not what we were told. */
  Attributes document() throws TargetFailure {
    try {
      return JSON.read(body);
    } catch (JsonFormatException notJson) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION,
          "The service answered "
              + status
              + " with something that is no SCIM resource; check the URL.");
    }
  }

  Optional<RemoteId> id() throws TargetFailure {
    return idOf(document());
  }

  static Optional<RemoteId> idOf(Attributes resource) {
    return resource.text("id").filter(id -> !id.isEmpty()).map(RemoteId::new);
  }

  /** How many resources a list says there are. */
  long total() throws TargetFailure {
    if (document().get("totalResults").orElse(Value.NONE) instanceof Value.Num total) {
      return total.value().longValue();
    }
    throw TargetFailure.of(
        FailureKind.CONFIGURATION, "The service answered no SCIM list; check the URL.");
  }

  /** The resources of a list. */
  List<Attributes> resources() throws TargetFailure {
    if (total() == 0) {
      return List.of();
    }
    return document().get("Resources").orElse(Value.NONE).elements().stream()
        .filter(Value.Complex.class::isInstance)
        .map(each -> ((Value.Complex) each).attributes())
        .toList();
  }
}
