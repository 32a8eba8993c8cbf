package io.tessera.provisioning.internal.people;

import io.tessera.model.Resource;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.Caller;
import io.tessera.store.spi.Transaction;
import org.jspecify.annotations.Nullable;

/** What one index has of one user store. */
record IndexedPart(
    Transaction tx, ResourceSchema schema, String domain, Walk walk, @Nullable String beginning)
    implements Part {
  @Override
  public String name() {
    return walk + " " + domain;
  }

  @Override
  public Page page(@Nullable String after, int most) {
    io.tessera.model.Page<Resource> page =
        tx.resources().find(Caller.RESIDENT, domain, schema, walk.query(beginning, after, most));
    return new Page(page.items(), page.next());
  }
}
