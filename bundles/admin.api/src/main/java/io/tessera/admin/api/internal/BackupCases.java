package io.tessera.admin.api.internal;

import io.tessera.provisioning.api.admin.Backups;
import java.util.List;

/** The use cases about keeping what the server holds. */
record BackupCases(Backups backups) {
  List<Object> resources() {
    return List.of(new DatabaseCopiesResource(backups));
  }
}
