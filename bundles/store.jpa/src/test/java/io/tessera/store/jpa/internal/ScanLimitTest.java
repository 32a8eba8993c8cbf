package io.tessera.store.jpa.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tessera.model.AttributePath;
import io.tessera.model.Page;
import io.tessera.model.Problem;
import io.tessera.model.Query;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.model.schema.IndexedAttribute;
import io.tessera.model.schema.ResourceSchema;
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

  @Test
  void an_index_that_is_ready_takes_the_limit_away_and_one_that_is_not_does_not()
      throws SQLException, IOException {
    try (Database database = OpenDatabases.derby("jdbc:derby:memory:" + UUID.randomUUID(), 3)) {
      JpaStore store = new JpaStore(database);
      insert(store, 0, 5);
      Query filtered = new Query(BY_TITLE, null, 1, 10);
      Query sorted = new Query(null, new Query.Sort(TITLE, false), 1, 10);
      Query paged = new Query(null, new Query.Sort(TITLE, true), new Query.ByCursor(null, 10));
      for (Query query : List.of(filtered, sorted, paged)) {
        for (ResourceSchema schema :
            List.of(schema(), schema(new IndexedAttribute(TITLE, false)))) {
          RejectedException refused =
              catchThrowableOfType(
                  RejectedException.class, () -> find(store, schema, query).total());
          assertThat(refused.first().kind()).isEqualTo(Problem.Kind.TOO_MANY);
          assertThat(refused.first().where()).contains(TITLE);
        }
      }
      ResourceSchema building = schema(new IndexedAttribute(TITLE, false));
      store.write(tx -> tx.resources().reindex(building, TITLE, null, 100));
      ResourceSchema ready = schema(new IndexedAttribute(TITLE, true));
      for (Query query : List.of(filtered, sorted, paged)) {
        assertThat(find(store, ready, query).items()).hasSize(5);
      }
    }
  }

  private static ResourceSchema schema(IndexedAttribute... indexed) {
    ResourceSchema plain = BuiltInSchemas.of(ResourceType.USER);
    return new ResourceSchema(plain.type(), plain.core(), plain.extensions(), List.of(indexed));
  }

  private Page<Resource> find(JpaStore store, ResourceSchema schema, Query query) {
    return store.read(tx -> tx.resources().find(Samples.VIEWER, domain, schema, query));
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
