package io.tessera.connector.scim;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tessera.connector.http.Exchange;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.RemoteId;
import io.tessera.json.AttributesJson;
import io.tessera.json.JsonFormatException;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** A successful answer, not yet believed. */
final class Answer {
  private static final AttributesJson JSON = new AttributesJson();
  private static final int OK = 200;
  private static final Pattern IN_A_HEADER = Pattern.compile("[\\x20-\\x7e]+");

  private final int status;
  private final Optional<String> etag;
  private final Optional<String> date;
  private final byte[] body;

  private Answer(int status, Optional<String> etag, Optional<String> date, byte[] body) {
    this.status = status;
    this.etag = etag;
    this.date = date;
    this.body = body;
  }

  static Answer of(Exchange exchange) {
    return new Answer(
        exchange.status(), exchange.header("ETag"), exchange.header("Date"), exchange.body());
  }

  /** What a service would say to a change it was never asked for. */
  static Answer planned() {
    return new Answer(OK, Optional.empty(), Optional.empty(), "{\"id\":\"new\"}".getBytes(UTF_8));
  }

  /** The version of the resource; none where the service keeps none that can be sent back. */
  Optional<String> etag(Attributes document) {
    return etag.or(() -> document.complex("meta").text("version"))
        .filter(tag -> !tag.isBlank() && IN_A_HEADER.matcher(tag).matches());
  }

  /** The service's time, in whole seconds. */
  Optional<Instant> date() {
    try {
      return date.map(
          said -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(said.strip(), Instant::from));
    } catch (DateTimeException malformed) {
      return Optional.empty();
    }
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

  /** The id of a resource that must have one. */
  static RemoteId requiredId(Attributes resource) throws TargetFailure {
    return idOf(resource)
        .orElseThrow(
            () ->
                TargetFailure.of(
                    FailureKind.CONFIGURATION,
                    "The service answered a resource without an id; check the URL."));
  }

  /** A list of resources. */
  Found list() throws TargetFailure {
    Attributes list = document();
    OptionalLong total = number(list, "totalResults");
    Optional<String> next = list.text("nextCursor").filter(cursor -> !cursor.isEmpty());
    List<Attributes> resources =
        list.get("Resources").orElse(Value.NONE).elements().stream()
            .filter(Value.Complex.class::isInstance)
            .map(each -> ((Value.Complex) each).attributes())
            .toList();
    if (total.isEmpty() && next.isEmpty() && resources.isEmpty()) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION, "The service answered no SCIM list; check the URL.");
    }
    return new Found(total, resources, next);
  }

  /**
   * What a list holds.
   *
   * @param total how many there are on all pages; services with cursors need not count
   * @param next the cursor of the next page (RFC 9865)
   */
  record Found(OptionalLong total, List<Attributes> resources, Optional<String> next) {
    Found {
      resources = total.orElse(1) == 0 ? List.of() : List.copyOf(resources);
    }
  }

  private static OptionalLong number(Attributes document, String name) {
    return document.get(name).orElse(Value.NONE) instanceof Value.Num number
        ? OptionalLong.of(number.value().longValue())
        : OptionalLong.empty();
  }
}
