package io.tessera.store.jpa.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.Query;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.store.kit.Samples;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A search without an index is answered for few, and refused for many. */
class ScanLimitTest {
  private static final AttributePath TITLE = AttributePath.of("title");
  private static final Filter BY_TITLE =
      new Filter.Not(new Filter.Compare(TITLE, Filter.Operator.EQ, Value.text("Boss")));
  private static final Filter BY_NAME_TOO =
      new Filter.And(
          List.of(
              BY_TITLE,
              new Filter.Compare(
                  AttributePath.of("userName"), Filter.Operator.SW, Value.text("u"))));

  private final String domain = Samples.newDomain();

  @Test
  void more_than_may_be_looked_through_are_refused_with_the_attribute_to_index()
      throws SQLException, IOException {
    String url = "jdbc:derby:memory:" + UUID.randomUUID();
    try (Database database = OpenDatabases.derby(url, 3)) {
      JpaStore store = new JpaStore(database);
      insert(store, 0, 3);
      assertThat(total(store, BY_TITLE)).isEqualTo(3);

      insert(store, 3, 4);

      RejectedException refused =
          catchThrowableOfType(RejectedException.class, () -> total(store, BY_TITLE));
      assertThat(refused.first().kind()).isEqualTo(Problem.Kind.TOO_MANY);
      assertThat(refused.first().where()).contains(TITLE);
      assertThat(total(store, BY_NAME_TOO)).isEqualTo(4);
    }
  }

  private void insert(JpaStore store, int from, int to) {
    for (int i = from; i < to; i++) {
      Resource user = Samples.user(domain, "u" + i);
      store.write(
          tx -> {
            tx.resources().insert(Samples.VIEWER, Samples.schema(user), user, null);
            return user;
          });
    }
  }

  private long total(JpaStore store, Filter filter) {
    return store
        .read(
            tx ->
                tx.resources()
                    .find(
                        Samples.VIEWER,
                        domain,
                        BuiltInSchemas.of(ResourceType.USER),
                        new Query(filter, null, 1, 10)))
        .total()
        .orElseThrow();
  }
}
