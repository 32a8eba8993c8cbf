package io.tessera.connector.spml.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.OperationKey;
import io.tessera.connector.spi.Outcome.Applied;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpmlConnectorTest {
  private static final TargetAttributes ALICE =
      TargetAttributes.builder().put("accountId", "alice").put("displayName", "Alice").build();
  private static final TargetAttributes STAFF =
      TargetAttributes.builder().put("name", "staff").build();

  private final SpmlDouble provider = new SpmlDouble();
  private final SpmlConnector connector =
      provider.connector(provider.address().orElseThrow(), provider.password);

  @BeforeEach
  void begin() {
    provider.writeNamesInCapitals();
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void attribute_names_have_no_case_when_an_account_is_found_by_its_key() throws Exception {
    RemoteId id = apply(ObjectType.USER, null, ALICE, MemberDelta.NONE);
    Reading.Found found = (Reading.Found) connector.read(new Lookup(ObjectType.USER, null, ALICE));
    assertThat(found.remoteId()).isEqualTo(id);
    assertThat(found.observed().first("displayName")).contains("Alice");
  }

  @Test
  void attribute_names_have_no_case_when_members_are_removed() throws Exception {
    RemoteId alice = apply(ObjectType.USER, null, ALICE, MemberDelta.NONE);
    List<Member> members = List.of(new Member(ObjectType.USER, alice));
    RemoteId group = apply(ObjectType.GROUP, null, STAFF, new MemberDelta(members, List.of()));
    apply(ObjectType.GROUP, group, STAFF, new MemberDelta(List.of(), members));
    assertThat(provider.find(ObjectType.GROUP, group).orElseThrow().members()).isEmpty();
  }

  private RemoteId apply(
      ObjectType type, @Nullable RemoteId id, TargetAttributes attributes, MemberDelta members)
      throws Exception {
    Operation operation =
        new Operation(
            new OperationKey(UUID.randomUUID().toString()),
            id == null ? Action.CREATE : Action.UPDATE,
            type,
            1,
            id,
            attributes,
            null,
            members);
    return ((Applied) connector.apply(operation)).remoteId();
  }
}
