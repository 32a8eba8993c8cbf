package io.tessera.store.jpa.internal;

import io.tessera.store.kit.AuditContract;
import io.tessera.store.kit.AuditUnderTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

class AuditTest {
  @Nested
  class OnDerby extends AuditContract {
    @RegisterExtension static final OwnDatabase DATABASE = OwnDatabase.onDerby();

    @Override
    protected AuditUnderTest audit() {
      return DATABASE.audit();
    }
  }

  @Nested
  class OnPostgresql extends AuditContract {
    @RegisterExtension static final OwnDatabase DATABASE = OwnDatabase.onPostgresql();

    @Override
    protected AuditUnderTest audit() {
      return DATABASE.audit();
    }
  }
}
