package io.tessera.admin.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.inbound.http.Door;
import io.tessera.inbound.http.OpenDoors;
import io.tessera.inbound.http.Requires;
import io.tessera.provisioning.api.Permission;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  /** What has a door of its own. */
  private static final Map<String, Permission> SERVLETS =
      Map.of(
          "GET /events", EventsServlet.ROUTE.permissions().get(0),
          "POST /bundles/upload", BundleUploadServlet.ROUTE.permissions().get(0));

  /** Kind and type, as they are searched for. */
  private static final Pattern RECORD =
      Pattern.compile("none|erase|(configure|decide|sign_in) [a-z-]{2,64}");

  private final OpenApi document = new OpenApi();
  private final Map<String, Method> routes = routes();

  @Test
  void the_document_has_exactly_the_routes_there_are() {
    Set<String> all = new TreeSet<>(routes.keySet());
    all.addAll(SERVLETS.keySet());
    assertThat(document.routes()).isEqualTo(all);
  }

  @Test
  void the_document_names_the_permission_of_each_route() {
    SERVLETS.forEach(
        (route, permission) ->
            assertThat(told(route, "x-permission")).as(route).contains(permission.key()));
    routes.forEach(
        (route, method) ->
            assertThat(told(route, "x-permission"))
                .as(route)
                .contains(method.getAnnotation(Requires.class).value().key()));
  }

  @Test
  void the_document_says_what_record_each_route_leaves_that_changes_something() {
    document
        .routes()
        .forEach(
            route -> {
              Optional<String> told = told(route, "x-record");
              if (route.startsWith("GET ")) {
                assertThat(told).as(route).isEmpty();
              } else {
                assertThat(told.orElse("")).as(route).matches(RECORD);
              }
            });
  }

  @Test
  void the_document_has_the_query_parameters_of_each_route() {
    routes.forEach(
        (route, method) -> {
          String[] parts = route.split(" ", -1);
          assertThat(document.queryParameters(parts[0], parts[1]))
              .as(route)
              .isEqualTo(KnownParameters.of(method));
        });
  }

  private Optional<String> told(String route, String name) {
    String[] parts = route.split(" ", -1);
    return document.operation(parts[0], parts[1]).text(name);
  }

  private static Map<String, Method> routes() {
    Map<String, Method> routes = new TreeMap<>();
    FakeAdministrators administrators = new FakeAdministrators();
    Door door =
        AdminServlet.door(
            new FakeConnections(),
            new FakePolicyMaps(),
            new FakeDeliveries(),
            new AccessCases(
                administrators,
                new FakeAdministratorRegister(),
                AdminServer.gate(administrators, new FakeSessions(administrators)).browsers(),
                new FakeRepeatedRequests()),
            new FakeUserStores(),
            new FakeSchemas(),
            new FakeSchemas().indexes(),
            new FakeAudit(new FakeDeliveries()),
            new FakeAudit(new FakeDeliveries()),
            new FakeSecretKeys(),
            new CallerCases(
                new FakeServiceProviders(), new FakeTokenIssuers(), new FakeSignInLocks()),
            new PlacementCases(
                new FakePlacements(),
                new FakePlacements(),
                new FakeRules(),
                new FakeTargetContents()),
            new RoleCases(new FakeRoles(), new FakeRoleAssignments(), new FakeBirthrightRules()),
            new FederationCases(new FakeFederatedLinks(), new PartyDescriptions()),
            new FakeReads().cases(),
            new BackupCases(new FakeBackups()),
            new FakeWatch().cases(),
            new DoorsResource(new OpenDoors(), new FakeWeb()));
    for (Object resource : door.resources()) {
      String root = resource.getClass().getAnnotation(Path.class).value();
      for (Method method : resource.getClass().getDeclaredMethods()) {
        verb(method).ifPresent(verb -> routes.put(verb + " /" + root + sub(method), method));
      }
    }
    return routes;
  }

  private static String sub(Method method) {
    Path path = method.getAnnotation(Path.class);
    return path == null ? "" : "/" + path.value();
  }

  private static Optional<String> verb(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
      if (verb != null) {
        return Optional.of(verb.value());
      }
    }
    return Optional.empty();
  }
}
