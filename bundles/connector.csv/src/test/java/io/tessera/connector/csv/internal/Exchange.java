package io.tessera.connector.csv.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.kit.Configurations;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Outcome.Applied;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.TargetAttributes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** A folder with a user file, and connectors to it. */
final class Exchange implements AutoCloseable {
  final Path folder;
  final FileArea area;
  private final Map<String, Object> settings = new HashMap<>();
  private final List<CsvConnector> connectors = new ArrayList<>();
  private Supplier<String> ids = () -> UUID.randomUUID().toString();

  Exchange(Path folder) {
    this.folder = folder;
    area = new FileArea(folder);
    settings.put("userFile", "users.csv");
    settings.put("userKeyColumn", "login");
  }

  Exchange with(String setting, Object value) {
    settings.put(setting, value);
    return this;
  }

  Exchange withIds(Supplier<String> given) {
    ids = given;
    return this;
  }

  Path users() {
    return folder.resolve("users.csv");
  }

  Exchange users(String text) {
    return users(text, StandardCharsets.UTF_8);
  }

  Exchange users(String text, Charset encoding) {
    try {
      Files.write(users(), text.getBytes(encoding));
      return this;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  Exchange groups(String text) {
    try {
      Files.writeString(folder.resolve("groups.csv"), text);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return with("groupFile", "groups.csv").with("groupKeyColumn", "name");
  }

  String text() {
    return text("users.csv", StandardCharsets.UTF_8);
  }

  String text(String file, Charset encoding) {
    try {
      return Files.readString(folder.resolve(file), encoding);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  CsvConnector connector() {
    CsvConnector connector =
        new CsvConnector(
            area, Configurations.of(CsvConnector.Config.class, settings), Clock.systemUTC(), ids);
    connectors.add(connector);
    return connector;
  }

  /** By the connector that was made last, or the first one. */
  String applied(Operation operation) throws InterruptedException {
    Outcome outcome = latest().apply(operation);
    assertThat(outcome).isInstanceOf(Applied.class);
    return ((Applied) outcome).remoteId().value();
  }

  Failed failed(Operation operation) throws InterruptedException {
    Outcome outcome = latest().apply(operation);
    assertThat(outcome).isInstanceOf(Failed.class);
    return (Failed) outcome;
  }

  Reading read(String login) throws InterruptedException {
    TargetAttributes key = Operations.person(login);
    return latest().read(new Lookup(ObjectType.USER, null, key));
  }

  CsvConnector latest() {
    return connectors.isEmpty() ? connector() : connectors.get(connectors.size() - 1);
  }

  @Override
  public void close() {
    connectors.forEach(CsvConnector::close);
  }
}
