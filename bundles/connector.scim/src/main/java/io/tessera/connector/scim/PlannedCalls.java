package io.tessera.connector.scim;

import io.tessera.connector.spi.OperationKey;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads from the service, and writes down what would be sent to it. For one thread. */
final class PlannedCalls implements ScimClient {
  private final ScimClient service;
  private final List<String> lines = new ArrayList<>();

  PlannedCalls(ScimClient service) {
    this.service = service;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public Answer get(URI uri) throws TargetFailure, InterruptedException {
    return service.get(uri);
  }

  @Override
  public void delete(URI uri, OperationKey key) {
    lines.add("DELETE " + uri.getRawPath());
  }

  @Override
  public Answer send(
      String method, URI uri, Attributes document, OperationKey key, Optional<String> etag) {
    String version = etag.map(tag -> " if it is still " + tag).orElse("");
    lines.add(
        method + " " + uri.getRawPath() + version + ": " + String.join(", ", names(document)));
    return Answer.planned();
  }

  /** Attributes only: values may be personal. */
  private static Set<String> names(Attributes document) {
    Set<String> names = new LinkedHashSet<>();
    List<Value> operations = document.get("Operations").orElse(Value.NONE).elements();
    if (operations.isEmpty()) {
      document.names().stream()
          .filter(name -> !name.equals("schemas") && !name.equals("meta"))
          .forEach(names::add);
      document.complex("meta").get("attributes").stream()
          .flatMap(cleared -> cleared.elements().stream())
          .flatMap(PlannedCalls::text)
          .forEach(names::add);
    }
    operations.stream()
        .filter(Value.Complex.class::isInstance)
        .flatMap(each -> ((Value.Complex) each).attributes().text("path").stream())
        .map(path -> path.startsWith("members[") ? "members" : path)
        .forEach(names::add);
    return names;
  }

  private static Stream<String> text(Value value) {
    return value instanceof Value.Text text ? Stream.of(text.value()) : Stream.empty();
  }
}
