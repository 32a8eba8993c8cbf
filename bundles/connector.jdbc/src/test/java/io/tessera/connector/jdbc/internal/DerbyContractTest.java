package io.tessera.connector.jdbc.internal;

import static io.tessera.connector.kit.Subject.Ability.CHANGES;
import static io.tessera.connector.kit.Subject.Ability.NETWORK;
import static io.tessera.connector.kit.Subject.Ability.PASSWORD;
import static io.tessera.connector.kit.Subject.Ability.REMOVALS;
import static io.tessera.connector.kit.Subject.Ability.SIGN_IN;

import io.tessera.connector.kit.ConnectorContract;
import io.tessera.connector.kit.Subject;
import io.tessera.connector.kit.Subject.Ability;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/** The contract against Derby in this process: no network, and nobody signs in. */
class DerbyContractTest {
  private static final Set<Ability> ABILITIES = without(PASSWORD);

  private static Set<Ability> without(Ability... others) {
    Set<Ability> abilities = EnumSet.complementOf(EnumSet.of(NETWORK, SIGN_IN));
    abilities.removeAll(Set.of(others));
    return abilities;
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class With_keys_and_constraints extends ConnectorContract {
    private final TestTables tables = TestTables.inMemory().careful().watched();

    @Override
    protected Subject subject() {
      return new JdbcSubject(tables, tables.watchedSettings(), ABILITIES, () -> {});
    }

    @AfterAll
    void drop() {
      tables.drop();
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class Without_any_constraint_and_rows_that_are_only_marked_as_deleted extends ConnectorContract {
    private final TestTables tables = TestTables.inMemory().careless();

    @Override
    protected Subject subject() {
      Map<String, Object> settings = tables.settings();
      settings.put("userIds", "uuid");
      settings.put("groupIds", "uuid");
      settings.put("userDeletedColumn", "deleted_at");
      settings.put("userFilter", new String[] {"tenant=north"});
      return new JdbcSubject(tables, settings, without(PASSWORD, CHANGES, REMOVALS), () -> {});
    }

    @AfterAll
    void drop() {
      tables.drop();
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class By_stored_procedures extends ConnectorContract {
    private final TestTables tables = TestTables.inMemory().careful();

    By_stored_procedures() {
      StoredProcedures.create(tables);
    }

    @Override
    protected Subject subject() {
      Map<String, Object> settings = tables.settings();
      settings.put("procedures", StoredProcedures.settings());
      return new JdbcSubject(tables, settings, without(CHANGES, REMOVALS), () -> {});
    }

    @AfterAll
    void drop() {
      tables.drop();
    }
  }
}
