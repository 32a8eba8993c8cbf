package io.tessera.store.jpa.internal;

import io.tessera.store.kit.AuditUnderTest;
import io.tessera.store.kit.DeedsContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeedsTest {
  @Nested
  class OnDerby extends DeedsContract {
    @RegisterExtension static final OwnDatabase DATABASE = OwnDatabase.onDerby();

    @Override
    protected AuditUnderTest audit() {
      return DATABASE.audit();
    }
  }

  @Nested
  class OnPostgresql extends DeedsContract {
    @RegisterExtension static final OwnDatabase DATABASE = OwnDatabase.onPostgresql();

    @Override
    protected AuditUnderTest audit() {
      return DATABASE.audit();
    }
  }
}
