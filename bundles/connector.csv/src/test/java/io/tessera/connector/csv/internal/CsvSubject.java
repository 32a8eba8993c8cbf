package io.tessera.connector.csv.internal;

import io.tessera.connector.kit.Configurations;
import io.tessera.connector.kit.Counterpart;
import io.tessera.connector.kit.Reach;
import io.tessera.connector.kit.Subject;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.TargetAttributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The connector and two files it is tested with. */
final class CsvSubject implements Subject {
  private final FileArea area;
  private final Counterpart counterpart;
  private final Map<String, Object> settings = new HashMap<>();
  private final List<CsvConnector> connectors = new ArrayList<>();

  CsvSubject(Path folder, Map<String, Object> more) throws IOException {
    Path users = folder.resolve("users.csv");
    Path groups = folder.resolve("groups.csv");
    Files.writeString(users, "id,login,note,theirs,active,deleted\r\n");
    Files.writeString(groups, "id,name,members,deleted\r\n");
    area = new FileArea(folder);
    counterpart = new CsvCounterpart(users, groups);
    settings.put("userFile", "users.csv");
    settings.put("userKeyColumn", "login");
    settings.put("userIdColumn", "id");
    settings.put("userColumns", new String[] {"uid=login"});
    settings.put("disabledColumn", "active");
    settings.put("disabledValue", "no");
    settings.put("enabledValue", "yes");
    settings.put("groupFile", "groups.csv");
    settings.put("groupKeyColumn", "name");
    settings.put("groupIdColumn", "id");
    settings.putAll(more);
  }

  @Override
  public Set<Ability> abilities() {
    return EnumSet.complementOf(EnumSet.of(Ability.NETWORK, Ability.SIGN_IN, Ability.PASSWORD));
  }

  @Override
  public Connector connector(Reach reach) {
    CsvConnector connector =
        new CsvConnector(area, Configurations.of(CsvConnector.Config.class, settings));
    connectors.add(connector);
    return connector;
  }

  @Override
  public Counterpart counterpart() {
    return counterpart;
  }

  @Override
  public TargetAttributes named(ObjectType type, String name) {
    return TargetAttributes.builder().put(type == ObjectType.USER ? "uid" : "name", name).build();
  }

  @Override
  public String nameAttribute(ObjectType type) {
    return type == ObjectType.USER ? "uid" : "name";
  }

  @Override
  public String textAttribute() {
    return "note";
  }

  @Override
  public String foreignAttribute() {
    return "theirs";
  }

  @Override
  public Optional<String> secret() {
    return Optional.empty();
  }

  @Override
  public void close() {
    connectors.forEach(CsvConnector::close);
  }
}
