package io.tessera.connector.connid.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.connid.SyncingConnector;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.OperationKey;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.identityconnectors.framework.common.objects.AttributeBuilder;
import org.identityconnectors.framework.common.objects.AttributeDelta;
import org.identityconnectors.framework.common.objects.AttributeValueCompleteness;
import org.identityconnectors.framework.common.objects.ConnectorObjectBuilder;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.OperationOptions;
import org.identityconnectors.framework.common.objects.ResultsHandler;
import org.identityconnectors.framework.common.objects.Uid;
import org.identityconnectors.framework.common.objects.filter.AbstractFilterTranslator;
import org.identityconnectors.framework.common.objects.filter.FilterTranslator;
import org.identityconnectors.framework.spi.AbstractConfiguration;
import org.identityconnectors.framework.spi.Configuration;
import org.identityconnectors.framework.spi.ConfigurationProperty;
import org.identityconnectors.framework.spi.Connector;
import org.identityconnectors.framework.spi.ConnectorClass;
import org.identityconnectors.framework.spi.operations.SearchOp;
import org.identityconnectors.framework.spi.operations.UpdateDeltaOp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MembersTest {
  @TempDir Path folder;

  @Test
  void a_removal_is_sent_by_connectors_that_cannot_search() throws Exception {
    assertThat(sent(WriteOnly.class, "")).isEqualTo("member: add [new], remove [old]");
  }

  @ParameterizedTest
  @CsvSource({
    "nothing, 'member: add [new], remove [old]'",
    "part, 'member: add [new], remove [old]'",
    "others, 'member: add [new], remove null'",
    "old, 'member: add [new], remove [old]'"
  })
  void a_removal_is_left_out_only_when_the_group_tells_its_members(String told, String sent)
      throws Exception {
    assertThat(sent(Telling.class, told)).isEqualTo(sent);
  }

  /** What became of a change that adds one and removes one. */
  private String sent(Class<? extends Connector> type, String told) throws Exception {
    Path file = folder.resolve("sent");
    Map<String, Object> settings = new HashMap<>();
    settings.put("file", file.toString());
    settings.put("told", told);
    settings.put(HostSettings.GROUP_CLASS, ObjectClass.GROUP_NAME);
    settings.put(HostSettings.MEMBER_ATTRIBUTE, "member");
    MemberDelta delta =
        new MemberDelta(
            List.of(new Member(ObjectType.USER, new RemoteId("new"))),
            List.of(new Member(ObjectType.USER, new RemoteId("old"))));
    // Whatever jar: these connectors are found beside it.
    try (ReleasedJar jar = ReleasedJar.open("csvdir")) {
      SyncingConnector connector = jar.connector(type.getName(), settings);
      Outcome outcome =
          connector.apply(
              new Operation(
                  new OperationKey(UUID.randomUUID().toString()),
                  Action.UPDATE,
                  ObjectType.GROUP,
                  1,
                  new RemoteId("staff"),
                  TargetAttributes.none(),
                  null,
                  delta));
      connector.close();
      assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    }
    return Files.readString(file);
  }

  /** Where to note what was sent, and what a group tells. */
  public static final class Settings extends AbstractConfiguration {
    private String file = "";
    private String told = "";

    @ConfigurationProperty
    public String getFile() {
      return file;
    }

    public void setFile(String file) {
      this.file = file;
    }

    @ConfigurationProperty
    public String getTold() {
      return told;
    }

    public void setTold(String told) {
      this.told = told;
    }

    @Override
    public void validate() {}
  }

  /** Changes members and tells nothing. */
  @ConnectorClass(displayNameKey = "writeOnly", configurationClass = Settings.class)
  public static class WriteOnly implements Connector, UpdateDeltaOp {
    Settings settings = new Settings();

    @Override
    public Configuration getConfiguration() {
      return settings;
    }

    @Override
    public void init(Configuration configuration) {
      settings = (Settings) configuration;
    }

    @Override
    public void dispose() {}

    @Override
    public Set<AttributeDelta> updateDelta(
        ObjectClass type, Uid id, Set<AttributeDelta> changes, OperationOptions options) {
      for (AttributeDelta each : changes) {
        try {
          Files.writeString(
              Path.of(settings.getFile()),
              each.getName()
                  + ": add "
                  + each.getValuesToAdd()
                  + ", remove "
                  + each.getValuesToRemove());
        } catch (IOException broken) {
          throw new UncheckedIOException(broken);
        }
      }
      return Set.of();
    }
  }

  /** Tells of a group what its settings say. */
  @ConnectorClass(displayNameKey = "telling", configurationClass = Settings.class)
  public static final class Telling extends WriteOnly implements SearchOp<String> {
    @Override
    public FilterTranslator<String> createFilterTranslator(
        ObjectClass type, OperationOptions options) {
      return new AbstractFilterTranslator<>() {};
    }

    @Override
    public void executeQuery(
        ObjectClass type, @Nullable String query, ResultsHandler found, OperationOptions options) {
      for (String id : List.of("staff", "new", "old")) {
        ConnectorObjectBuilder object =
            new ConnectorObjectBuilder().setObjectClass(type).setUid(id).setName(id);
        String told = settings.getTold();
        if (id.equals("staff") && !told.equals("nothing")) {
          AttributeBuilder members = new AttributeBuilder().setName("member").addValue(told);
          if (told.equals("part")) {
            members.setAttributeValueCompleteness(AttributeValueCompleteness.INCOMPLETE);
          }
          object.addAttribute(members.build());
        }
        found.handle(object.build());
      }
    }
  }
}
