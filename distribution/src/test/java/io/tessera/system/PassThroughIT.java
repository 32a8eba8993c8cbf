package io.tessera.system;

import static io.tessera.system.Soap.claim;
import static io.tessera.system.Soap.element;
import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service provider only passes on is at the directory and nowhere here. */
class PassThroughIT {
  private static final String SCOPES =
      "\"scopes\": [\"scim.users.read\", \"scim.users.write\", \"scim.users.delete\","
          + " \"scim.groups.read\", \"scim.groups.write\", \"scim.groups.delete\", \"scim.bulk\","
          + " \"soap.provision\"]";

  @TempDir static Path folder;
  private static TesseraServer tessera;
  private static Directory directory;
  private static Directory other;
  private static String target;

  @BeforeAll
  static void start() throws IOException {
    directory = Directory.in(folder.resolve("directory"));
    other = Directory.in(folder.resolve("other"));
    tessera = TesseraServer.in(folder.resolve("tessera")).start();
    target =
        tessera
            .connections()
            .addUnguardedTarget("directory", "io.tessera.connector.ldap", directory.settings());
    tessera
        .connections()
        .tryToAdd(
            "other",
            "io.tessera.connector.ldap",
            other.settings(),
            Map.of(
                "guard",
                Map.of("most", 0),
                "whenDeleted",
                "disable",
                "waitSeconds",
                2,
                "passwords",
                "pass-through"))
        .successful();
  }

  @AfterAll
  static void end() {
    tessera.close();
    directory.close();
    other.close();
  }

  private static Http party(String name, String outbound) throws IOException {
    Http admin = tessera.http();
    String id =
        admin
            .post(
                "/api/v1/service-providers",
                "{\"name\": \"" + name + "\", " + SCOPES + ", " + outbound + "}")
            .successful()
            .id();
    JsonNode secret =
        admin.post("/api/v1/service-providers/" + id + "/secrets", "{}").successful().json();
    return admin.as(id, secret.path("secret").asText());
  }

  private static Http proxy(String name) throws IOException {
    return party(name, "\"mode\": \"provision-only\", \"targets\": [\"directory\"]");
  }

  private static SearchResultEntry person(String uid) throws Exception {
    return directory.person(uid).orElseThrow();
  }

  /** Whatever the server wrote: database, its logs, the server's logs. */
  private static void assertNowhere(String word) throws IOException {
    byte[] wanted = word.getBytes(StandardCharsets.UTF_8);
    try (Stream<Path> files = Files.walk(tessera.data())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(holds(Files.readAllBytes(file), wanted)).as(file.toString()).isFalse();
      }
    }
    for (String page : List.of("audit", "operations", "targets/" + target + "/accounts")) {
      assertThat(tessera.http().get("/api/v1/" + page).successful().text()).doesNotContain(word);
    }
  }

  private static boolean holds(byte[] all, byte[] wanted) {
    for (int i = 0; i + wanted.length <= all.length; i++) {
      int j = 0;
      while (j < wanted.length && all[i + j] == wanted[j]) {
        j++;
      }
      if (j == wanted.length) {
        return true;
      }
    }
    return false;
  }

  @Test
  void a_user_is_in_the_directory_and_nothing_personal_is_kept() throws Exception {
    Http http = proxy("proxy-users");
    Scim scim = new Scim(http);

    String id = scim.create(user("quixotaph").title("Windmiller"));
    assertThat(person("quixotaph").getAttributeValue("title")).isEqualTo("Windmiller");
    assertThat(tessera.scim().named("quixotaph")).isEmpty();

    JsonNode seen = scim.get(id).orElseThrow();
    assertThat(seen.path("userName").asText()).isEqualTo("quixotaph");
    assertThat(seen.path("title").asText()).isEqualTo("Windmiller");
    assertThat(seen.path("active").asBoolean()).isTrue();
    assertThat(scim.named("quixotaph").orElseThrow().path("id").asText()).isEqualTo(id);
    assertThat(scim.named("quixotapf")).isEmpty();
    assertThat(scim.count()).isEqualTo(1);
    assertThat(http.get("/scim2/Users").successful().json().path("Resources").get(0).path("id"))
        .hasToString("\"" + id + "\"");

    String cn = person("quixotaph").getAttributeValue("cn");
    scim.set(id, "title", "\"Errantknight\"");
    assertThat(person("quixotaph").getAttributeValue("title")).isEqualTo("Errantknight");
    assertThat(person("quixotaph").getAttributeValue("cn")).isEqualTo(cn);
    scim.set(id, "active", "false");
    assertThat(person("quixotaph").hasAttribute(Directory.LOCK)).isTrue();
    assertThat(scim.get(id).orElseThrow().path("active").asBoolean()).isFalse();

    scim.replace(id, user("quixotaph").familyName("Manchegon"));
    assertThat(person("quixotaph").getAttributeValue("sn")).isEqualTo("Manchegon");
    assertThat(person("quixotaph").hasAttribute("title")).isFalse();
    assertThat(person("quixotaph").hasAttribute(Directory.LOCK)).isFalse();

    scim.set(id, "userName", "\"dulcineax\"");
    assertThat(directory.person("quixotaph")).isEmpty();
    assertThat(scim.get(id).orElseThrow().path("userName").asText()).isEqualTo("dulcineax");

    for (String word :
        List.of("quixotaph", "Windmiller", "Errantknight", "Manchegon", "dulcineax")) {
      assertNowhere(word);
    }
    assertRecorded(id);
    scim.delete(id);
    assertThat(directory.person("dulcineax")).isEmpty();
    assertThat(scim.get(id)).isEmpty();
    assertThat(scim.count()).isZero();
  }

  /** The journal tells who changed which attributes, and how that went. */
  private static void assertRecorded(String resource) throws Exception {
    Http admin = tessera.http();
    Eventually.holds(
        () -> {
          JsonNode records =
              admin.get("/api/v1/audit?resource=" + resource).successful().json().path("items");
          assertThat(records).hasSizeGreaterThanOrEqualTo(5);
          for (JsonNode one : records) {
            String id = one.path("id").asText();
            String details = admin.get("/api/v1/audit/" + id).successful().text();
            assertThat(details).contains("provision-only", "userName", "proxy-users");
            String trace =
                admin.get("/api/v1/traces/" + one.path("causality").asText()).successful().text();
            assertThat(trace + details).doesNotContain("quixotaph", "Manchegon", "dulcineax");
          }
        });
  }

  @Test
  void what_the_directory_refuses_the_caller_learns_and_nothing_remains() throws Exception {
    tessera.scim().create(user("takenbyothers"));
    tessera.connections().awaitDelivered(target, Duration.ofSeconds(30));
    Http http = proxy("proxy-refused");

    Http.Answer refused = http.post("/scim2/Users", user("takenbyothers").json());

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("scimType").asText()).isEqualTo("uniqueness");
    assertThat(new Scim(http).count()).isZero();
    tessera.connections().awaitDelivered(target, Duration.ofSeconds(30));
    Http.Answer filter = http.get("/scim2/Users?filter=title%20co%20%22x%22");
    assertThat(filter.status()).isEqualTo(400);
    assertThat(filter.text()).contains("userName eq");
  }

  @Test
  void groups_and_their_members_are_in_the_directory_only() throws Exception {
    Http http = proxy("proxy-groups");
    Scim scim = new Scim(http);
    String ann = scim.create(user("annofgroups"));
    String ben = scim.create(user("benofgroups"));

    String group = scim.createGroup("Groupofquality", List.of(ann));
    Eventually.holds(() -> assertThat(members("Groupofquality")).containsExactly("annofgroups"));
    scim.addMember(group, ben);
    scim.removeMember(group, ann);
    Eventually.holds(() -> assertThat(members("Groupofquality")).containsExactly("benofgroups"));
    scim.renameGroup(group, "Groupofrenown");
    assertThat(directory.group("Groupofquality")).isEmpty();
    assertThat(members("Groupofrenown")).containsExactly("benofgroups");
    JsonNode found =
        http.get("/scim2/Groups?filter=displayName%20eq%20%22Groupofrenown%22").successful().json();
    assertThat(found.path("Resources").get(0).path("id").asText()).isEqualTo(group);
    Http.Answer replaced =
        http.put(
            "/scim2/Groups/" + group,
            "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],"
                + "\"displayName\":\"Groupofrenown\",\"members\":[]}");
    assertThat(replaced.status()).isEqualTo(400);
    assertThat(replaced.text()).contains("PATCH");
    for (String word : List.of("annofgroups", "benofgroups", "Groupofquality", "Groupofrenown")) {
      assertNowhere(word);
    }
    scim.deleteGroup(group);
    assertThat(directory.group("Groupofrenown")).isEmpty();
  }

  private static List<String> members(String group) throws Exception {
    String[] values = directory.group(group).orElseThrow().getAttributeValues("member");
    return values == null
        ? List.of()
        : Stream.of(values)
            .filter(dn -> dn.startsWith("uid="))
            .map(dn -> dn.substring("uid=".length(), dn.indexOf(',')))
            .toList();
  }

  @Test
  void the_older_doors_pass_on_as_well() throws Exception {
    Http http = proxy("proxy-doors");
    String old =
        http.post(
                "/wso2/scim/Users",
                "{\"schemas\":[\"urn:scim:schemas:core:1.0\"],\"userName\":\"veteranone\","
                    + "\"name\":{\"familyName\":\"Veteran\"}}")
            .successful()
            .id();
    assertThat(person("veteranone").getAttributeValue("sn")).isEqualTo("Veteran");
    assertThat(http.get("/wso2/scim/Users/" + old).successful().json().path("userName").asText())
        .isEqualTo("veteranone");
    http.delete("/wso2/scim/Users/" + old).successful();
    assertThat(directory.person("veteranone")).isEmpty();

    Soap store = Soap.ofWso2(http, "RemoteUserStoreManagerService", false);
    store.must("addUser", element("userName", "soapywater"), claim("lastname", "Water"));
    assertThat(person("soapywater").getAttributeValue("sn")).isEqualTo("Water");
    assertThat(store.ask("isExistingUser", element("userName", "soapywater")))
        .containsExactly("true");
    store.must(
        "setUserClaimValues",
        element("userName", "soapywater"),
        claim("title", "Washer"),
        element("profileName", "default"));
    assertThat(person("soapywater").getAttributeValue("title")).isEqualTo("Washer");
    store.must("addRole", element("roleName", "soapystaff"), element("userList", "soapywater"));
    Eventually.holds(() -> assertThat(members("soapystaff")).containsExactly("soapywater"));
    store.must(
        "updateUserListOfRole",
        element("roleName", "soapystaff"),
        element("deletedUsers", "soapywater"));
    Eventually.holds(() -> assertThat(members("soapystaff")).isEmpty());
    store.must(
        "updateRoleName", element("roleName", "soapystaff"), element("newRoleName", "soapycrew"));
    assertThat(directory.group("soapystaff")).isEmpty();
    store.must("deleteRole", element("roleName", "soapycrew"));
    assertThat(directory.group("soapycrew")).isEmpty();
    store.must("deleteUser", element("userName", "soapywater"));
    assertThat(directory.person("soapywater")).isEmpty();

    http.post(
            "/scim2/Bulk",
            "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],"
                + "\"Operations\":[{\"method\":\"POST\",\"path\":\"/Users\",\"bulkId\":\"1\","
                + "\"data\":"
                + user("bulkyload").json()
                + "}]}")
        .successful();
    assertThat(person("bulkyload").getAttributeValue("uid")).isEqualTo("bulkyload");
    for (String word :
        List.of("veteranone", "soapywater", "soapystaff", "soapycrew", "bulkyload")) {
      assertNowhere(word);
    }
  }

  @Test
  void where_one_of_two_directories_refuses_the_other_loses_it_again() throws Exception {
    new Scim(party("keeps-other", "\"targets\": [\"other\"]")).create(user("halfwayhouse"));
    Eventually.holds(() -> assertThat(other.person("halfwayhouse")).isPresent());
    Http http =
        party(
            "proxy-both", "\"mode\": \"provision-only\", \"targets\": [\"directory\", \"other\"]");

    Http.Answer refused = http.post("/scim2/Users", user("halfwayhouse").json());

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("The target other refuses it");
    Eventually.holds(() -> assertThat(directory.person("halfwayhouse")).isEmpty());
    assertThat(other.person("halfwayhouse")).isPresent();
    assertThat(new Scim(http).count()).isZero();
  }

  @Test
  void a_directory_that_is_required_and_away_gets_nothing_later() throws Exception {
    Http http =
        party(
            "proxy-required",
            "\"mode\": \"provision-only\","
                + " \"targets\": [{\"target\": \"other\", \"mode\": \"require\"}]");
    other.stop();
    try {
      Http.Answer refused = http.post("/scim2/Users", user("requiredone").json());
      assertThat(refused.status()).isEqualTo(503);
      assertThat(new Scim(http).count()).isZero();
    } finally {
      other.start();
    }
    String id = otherwise(http, "requiredtwo");
    assertThat(other.person("requiredone")).isEmpty();
    assertNowhere("requiredone");
    new Scim(http).set(id, "title", "\"Latecomer\"");

    new Scim(http).delete(id);

    SearchResultEntry left = other.person("requiredtwo").orElseThrow();
    assertThat(left.hasAttribute(Directory.LOCK)).as("disabled, not deleted").isTrue();
    assertThat(left.getAttributeValue("title")).isEqualTo("Latecomer");
    assertThat(left.getAttributeValue("sn")).isEqualTo("Family of requiredtwo");
    assertNowhere("requiredtwo");
  }

  /** The server believes again that the directory is there. */
  private static String otherwise(Http http, String name) {
    String[] id = new String[1];
    Eventually.holds(
        Duration.ofSeconds(60),
        () -> {
          Http.Answer answer = http.post("/scim2/Users", user(name).json());
          assertThat(answer.status()).isEqualTo(201);
          id[0] = answer.id();
        });
    return id[0];
  }

  @Test
  void a_password_goes_along_to_a_directory_that_takes_it() throws Exception {
    Http http = party("proxy-keys", "\"mode\": \"provision-only\", \"targets\": [\"other\"]");
    Scim scim = new Scim(http);
    String first = Passwords.fresh();
    String second = Passwords.fresh();
    otherwise(http, "keywarmer");

    Http.Answer made = http.post("/scim2/Users", user("keymaster").password(first).json());
    String id = made.successful().id();
    assertThat(made.header("Tessera-Delivery")).isEqualTo("other; state=done");
    Eventually.holds(() -> assertThat(other.opens("keymaster", first)).isTrue());
    scim.set(id, "password", "\"" + second + "\"");
    Eventually.holds(() -> assertThat(other.opens("keymaster", second)).isTrue());
    assertThat(other.opens("keymaster", first)).isFalse();
    assertThat(other.person("keymaster").orElseThrow().getAttributeValue("sn"))
        .isEqualTo("Family of keymaster");
    Http.Answer alike = http.patch("/scim2/Users/" + id, replacing("password", "notkeymaster"));
    assertThat(alike.status()).isEqualTo(400);
    assertThat(alike.text()).contains("must not contain the userName");
    for (String word : List.of(first, second, "keymaster")) {
      assertNowhere(word);
    }

    Http deaf = proxy("proxy-no-keys");
    String keyless = new Scim(deaf).create(user("keyless").password(first));
    Http.Answer refused = deaf.patch("/scim2/Users/" + keyless, replacing("password", second));
    assertThat(refused.status()).isEqualTo(501);
    assertThat(refused.text()).contains("delivery.passwords");
  }

  @Test
  void what_waits_for_a_directory_that_is_away_is_sealed_and_goes_when_it_is_there()
      throws Exception {
    Http http =
        party(
            "proxy-patient",
            "\"mode\": \"provision-only\","
                + " \"targets\": [{\"target\": \"directory\", \"mode\": \"non-blocking\"}]");
    Scim scim = new Scim(http);
    directory.stop();
    String id;
    try {
      id = scim.create(user("patientsoul"));
      scim.set(id, "title", "\"Longwaiter\"");
      assertThat(scim.get(id).orElseThrow().path("title").asText()).isEqualTo("Longwaiter");
      tessera.kill9();
      tessera.start();
      assertNowhere("patientsoul");
      assertNowhere("Longwaiter");
    } finally {
      directory.start();
    }

    Eventually.holds(
        Duration.ofSeconds(90),
        () -> assertThat(person("patientsoul").getAttributeValue("title")).isEqualTo("Longwaiter"));
    tessera.connections().awaitDelivered(target, Duration.ofSeconds(30));
    String operation =
        tessera.connections().operations("resource=" + id).get(0).path("id").asText();
    assertThat(tessera.http().get("/api/v1/operations/" + operation + "/payload").text())
        .doesNotContain("sealed");
    assertNowhere("patientsoul");
  }

  private static String replacing(String path, String value) {
    return "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":"
        + "[{\"op\":\"replace\",\"path\":\""
        + path
        + "\",\"value\":\""
        + value
        + "\"}]}";
  }

  @Test
  void what_is_refused_with_an_older_change_is_refused_to_the_caller() throws Exception {
    tessera.scim().create(user("heldbyothers"));
    tessera.connections().awaitDelivered(target, Duration.ofSeconds(30));
    Http hasty =
        party(
            "proxy-hasty",
            "\"mode\": \"provision-only\","
                + " \"targets\": [{\"target\": \"directory\", \"mode\": \"non-blocking\"}]");
    String id = new Scim(hasty).create(user("hastyone"));
    Eventually.holds(() -> assertThat(directory.person("hastyone")).isPresent());
    tessera.connections().awaitDelivered(target, Duration.ofSeconds(30));
    new Scim(hasty).set(id, "userName", "\"heldbyothers\"");
    Eventually.holds(() -> assertThat(dead(id)).isEqualTo(1));
    Http waiting = proxy("proxy-waiting");

    Http.Answer refused = waiting.patch("/scim2/Users/" + id, replacing("title", "Second"));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("The target directory refuses it");
    assertThat(dead(id)).isEqualTo(1);
    assertThat(tessera.connections().operations("resource=" + id + "&state=waiting")).isEmpty();
    waiting.put("/scim2/Users/" + id, user("hastyone").title("Third").json()).successful();
    assertThat(person("hastyone").getAttributeValue("title")).isEqualTo("Third");
  }

  private static int dead(String resource) throws IOException {
    return tessera.connections().operations("resource=" + resource + "&state=dead").size();
  }

  @Test
  void who_has_gone_at_the_directory_is_listed_by_id_and_can_be_deleted() throws Exception {
    Http http = proxy("proxy-bereft");
    Scim scim = new Scim(http);
    String id = scim.create(user("soongone"));
    String stays = scim.create(user("stayshere"));
    directory.remove("soongone");

    JsonNode all = http.get("/scim2/Users").successful().json();
    assertThat(all.path("totalResults").asInt()).isEqualTo(2);
    assertThat(all.path("Resources").findValuesAsText("id")).contains(id, stays);
    assertThat(all.path("Resources").findValuesAsText("userName")).containsExactly("stayshere");
    JsonNode byId = http.get("/scim2/Users?filter=id%20eq%20%22" + id + "%22").successful().json();
    assertThat(byId.path("totalResults").asInt()).isZero();
    scim.delete(id);

    assertThat(scim.count()).isEqualTo(1);
  }

  @Test
  void members_come_to_groups_that_are_there_and_the_group_is_answered() throws Exception {
    Http http = proxy("proxy-joining");
    String joe = new Scim(http).create(user("joeofjoining"));
    String group = new Scim(http).createGroup("Joinedgroup", List.of());
    useBothDirectories("proxy-joining");

    Http.Answer joined =
        http.patch(
            "/scim2/Groups/" + group,
            "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":"
                + "[{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\""
                + joe
                + "\"}]}]}");

    assertThat(joined.successful().json().path("displayName").asText()).isEqualTo("Joinedgroup");
    assertThat(joined.header("Tessera-Delivery")).isEqualTo("directory; state=done");
    Eventually.holds(() -> assertThat(members("Joinedgroup")).containsExactly("joeofjoining"));
  }

  private static void useBothDirectories(String name) throws IOException {
    Http admin = tessera.http();
    for (JsonNode one : admin.get("/api/v1/service-providers").successful().json().path("items")) {
      if (one.path("name").asText().equals(name)) {
        ObjectNode changed = one.deepCopy();
        changed.putArray("targets").add("directory").add("other");
        String path = "/api/v1/service-providers/" + one.path("id").asText();
        String etag = admin.get(path).successful().etag();
        admin.send("PUT", path, changed.toString(), "If-Match", etag).successful();
      }
    }
  }
}
