package io.tessera.system;

import static io.tessera.system.Requests.ENTERPRISE;
import static io.tessera.system.Requests.SEARCH;
import static io.tessera.system.Requests.assertError;
import static io.tessera.system.Requests.encoded;
import static io.tessera.system.Requests.ids;
import static io.tessera.system.Requests.unique;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7644 sections 3.4.2 and 3.4.3, RFC 9865: filters, sorting, pages and cursors. */
@ExtendWith(SharedServer.class)
class QueryingIT {
  private static Requests scim;

  /** Limits every query to the users of this test. */
  private static String own;

  private static final List<String> NAMES = List.of("ann", "ben", "cat", "dan", "eve");

  @BeforeAll
  static void take(Http http) throws IOException {
    scim = new Requests(http);
    String family = unique("Query");
    own = "name.familyName eq \"" + family + "\" and ";
    create(family, "ann", "\"title\":\"Boss\",\"active\":true", "work", "ann@one.example");
    create(family, "ben", "\"title\":\"boss\",\"active\":false", "home", "ben@two.example");
    create(
        family, "cat", "\"nickName\":\"q\\\"uote\\\\\",\"active\":true", "work", "cat@two.example");
    create(family, "dan", "\"active\":true,\"userType\":\"Contractor\"", "work", "dan@one.example");
    create(family, "eve", "\"active\":true", "", "");
  }

  private static void create(String family, String given, String more, String type, String email)
      throws IOException {
    String emails =
        email.isEmpty()
            ? ""
            : ",\"emails\":[{\"value\":\"x"
                + email
                + "\",\"type\":\"other\"},{\"value\":\""
                + email
                + "\",\"type\":\""
                + type
                + "\",\"primary\":true}]";
    String department =
        given.equals("ann") ? ",\"" + ENTERPRISE + "\":{\"department\":\"R&D\"}" : "";
    scim.user(
        "\"name\":{\"familyName\":\""
            + family
            + "\",\"givenName\":\""
            + given
            + "\"},"
            + more
            + emails
            + department);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "name.givenName eq \"ann\" | ann",
        "name.givenName eq \"ANN\" | ann",
        "NAME.GIVENNAME EQ \"ann\" | ann",
        "name.givenName ne \"ann\" | ben cat dan eve",
        "name.givenName co \"a\" | ann cat dan",
        "name.givenName sw \"a\" | ann",
        "name.givenName ew \"n\" | ann ben dan",
        "name.givenName gt \"cat\" | dan eve",
        "name.givenName ge \"cat\" | cat dan eve",
        "name.givenName lt \"cat\" | ann ben",
        "name.givenName le \"cat\" | ann ben cat",
        "title pr | ann ben",
        "title eq \"boss\" | ann ben",
        "not (title pr) | cat dan eve",
        "title ne \"boss\" | cat dan eve",
        "active eq true | ann cat dan eve",
        "active eq false | ben",
        "emails pr | ann ben cat dan",
        "emails.type eq \"home\" | ben",
        "emails eq \"ann@one.example\" | ann",
        "emails.value ew \"@two.example\" | ben cat",
        "emails[type eq \"work\" and value ew \"@two.example\"] | cat",
        "emails[type eq \"other\" and value ew \"@two.example\"] | ben cat",
        "emails[type eq \"work\" and not (value co \"one\")] | cat",
        "emails[not (type eq \"other\")] | ann ben cat dan",
        "nickName eq \"q\\\"uote\\\\\" | cat",
        "userType eq \"Contractor\" or title pr | ann ben dan",
        "title pr and active eq true or userType pr | ann dan",
        "title pr and (active eq true or userType pr) | ann",
        "not (title pr or userType pr) | cat eve",
        "urn:ietf:params:scim:schemas:core:2.0:User:name.givenName eq \"ann\" | ann",
        "URN:IETF:PARAMS:SCIM:SCHEMAS:EXTENSION:ENTERPRISE:2.0:USER:Department eq \"r&d\" | ann",
        "meta.created gt \"2011-05-13T04:42:34Z\" | ann ben cat dan eve",
        "meta.created gt \"2011-05-13T04:42:34+02:00\" | ann ben cat dan eve",
        "meta.lastModified lt \"2011-05-13T04:42:34Z\" | ",
        "meta.resourceType eq \"User\" | ann ben cat dan eve",
        "schemas eq \"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\" | ann",
        "(((name.givenName eq \"ann\"))) | ann",
      })
  void a_filter_finds(String filter, String expected) throws Exception {
    List<String> found = givenNames(own + "(" + filter + ")");
    assertThat(found)
        .as(filter)
        .containsExactlyInAnyOrderElementsOf(
            expected == null ? List.of() : Arrays.asList(expected.split(" ")));
  }

  private static List<String> givenNames(String filter) throws IOException {
    Http.Answer answer = scim.find("Users", filter);
    assertThat(answer.status()).as(filter + ": " + answer.text()).isEqualTo(200);
    JsonNode list = answer.json();
    assertThat(list.path("totalResults").asInt()).isEqualTo(list.path("Resources").size());
    List<String> names = new ArrayList<>();
    list.path("Resources").forEach(user -> names.add(user.at("/name/givenName").asText()));
    return names;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "userName",
        "userName eq",
        "userName eq bob",
        "userName eq \"unfinished",
        "userName xx \"a\"",
        "(userName eq \"a\"",
        "userName eq \"a\")",
        "userName eq \"a\" and",
        "not userName eq \"a\"",
        "emails[type eq \"work\"",
        "emails[]",
        "shoeSize eq \"44\"",
        "active gt true",
        "active eq \"maybe\"",
        "meta.created gt \"yesterday\"",
        "urn:example:none:attr eq \"a\"",
        "userName eq \"a\" userName eq \"b\"",
      })
  void a_filter_that_cannot_be_read_is_an_invalid_filter(String filter) throws Exception {
    assertError(scim.find("Users", filter), 400, "invalidFilter");
  }

  @Test
  void a_list_has_its_envelope_even_when_empty() throws Exception {
    JsonNode none = scim.find("Users", "userName eq \"" + unique("nobody") + "\"").json();
    assertThat(none.path("schemas").path(0).asText()).isEqualTo(Requests.LIST);
    assertThat(none.path("totalResults").asInt()).isZero();
    assertThat(none.path("Resources").size()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "1,2,2,ann ben",
    "3,2,2,cat dan",
    "5,10,1,eve",
    "6,10,0,",
    "100,10,0,",
    "0,2,2,ann ben",
    "-7,2,2,ann ben",
    "1,0,0,",
    "1,-3,0,",
    "2147483648,2,0,",
  })
  void pages_are_cut_by_index(String start, String count, int items, String expected)
      throws Exception {
    JsonNode page =
        scim.get(
            "/Users?sortBy=name.givenName&startIndex="
                + start
                + "&count="
                + count
                + "&filter="
                + encoded(own + "id pr"));
    assertThat(page.path("totalResults").asInt()).isEqualTo(NAMES.size());
    assertThat(page.path("itemsPerPage").asInt()).isEqualTo(items);
    assertThat(page.path("Resources").findValuesAsText("givenName"))
        .isEqualTo(expected == null ? List.of() : Arrays.asList(expected.split(" ")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"startIndex=x", "count=x", "count=1.5"})
  void a_page_that_is_no_number_is_refused(String parameter) throws Exception {
    assertError(scim.http().get("/scim2/Users?" + parameter), 400, "invalidValue");
  }

  @ParameterizedTest
  @CsvSource({
    "name.givenName,ascending,ann ben cat dan eve",
    "name.givenName,descending,eve dan cat ben ann",
    "name.givenName,,ann ben cat dan eve",
    "emails,ascending,ann ben cat dan eve",
    "emails.value,descending,eve dan cat ben ann",
    "NAME.givenname,DESCENDING,eve dan cat ben ann",
  })
  void a_list_is_sorted(String by, String order, String expected) throws Exception {
    String sortOrder = order == null ? "" : "&sortOrder=" + order;
    JsonNode list =
        scim.get("/Users?sortBy=" + by + sortOrder + "&filter=" + encoded(own + "id pr"));
    assertThat(list.path("Resources").findValuesAsText("givenName"))
        .isEqualTo(Arrays.asList(expected.split(" ")));
  }

  @Test
  void those_without_a_value_come_last_ascending_and_first_descending() throws Exception {
    String path = "/Users?filter=" + encoded(own + "id pr") + "&sortBy=userType&sortOrder=";
    assertThat(scim.get(path + "ascending").at("/Resources/0/name/givenName").asText())
        .isEqualTo("dan");
    assertThat(scim.get(path + "descending").at("/Resources/4/name/givenName").asText())
        .isEqualTo("dan");
  }

  @Test
  void sorting_by_what_is_no_attribute_or_order_is_refused() throws Exception {
    assertThat(scim.http().get("/scim2/Users?sortBy=shoeSize").status()).isEqualTo(400);
    assertThat(scim.http().get("/scim2/Users?sortBy=userName&sortOrder=up").status())
        .isEqualTo(400);
  }

  @Test
  void only_the_attributes_asked_for_and_those_always_returned_come_back() throws Exception {
    JsonNode user =
        scim.get("/Users?attributes=name.givenName,emails.type&filter=" + encoded(own + "title pr"))
            .at("/Resources/0");
    assertThat(names(user)).containsExactlyInAnyOrder("schemas", "id", "name", "emails");
    assertThat(names(user.path("name"))).containsExactly("givenName");
    assertThat(names(user.path("emails").path(0))).containsExactly("type");
    JsonNode less =
        scim.get(
                "/Users?excludedAttributes=name.givenName,emails,meta,id&filter="
                    + encoded(own + "title pr"))
            .at("/Resources/0");
    assertThat(less.path("name").has("givenName")).isFalse();
    assertThat(less.path("name").has("familyName")).isTrue();
    assertThat(less.has("emails")).isFalse();
    assertThat(less.has("meta")).isFalse();
    assertThat(less.has("id")).isTrue();
    JsonNode extension =
        scim.get(
                "/Users?attributes="
                    + ENTERPRISE
                    + ":department&filter="
                    + encoded(own + "title pr"))
            .at("/Resources/0");
    assertThat(extension.path(ENTERPRISE).path("department").asText()).isEqualTo("R&D");
    assertThat(extension.has("userName")).isFalse();
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void attributes_and_excluded_attributes_exclude_each_other() throws Exception {
    assertThat(
            scim.http().get("/scim2/Users?attributes=userName&excludedAttributes=emails").status())
        .isEqualTo(400);
  }

  @Test
  void a_search_by_post_answers_as_the_query_does() throws Exception {
    String body =
        "{\"schemas\":[\""
            + SEARCH
            + "\"],\"filter\":\""
            + (own + "id pr").replace("\"", "\\\"")
            + "\",\"sortBy\":\"name.givenName\",\"sortOrder\":\"descending\",\"startIndex\":2,"
            + "\"count\":2,\"attributes\":[\"name.givenName\"]}";
    JsonNode list = scim.http().post("/scim2/Users/.search", body).successful().json();
    assertThat(list.path("totalResults").asInt()).isEqualTo(5);
    assertThat(list.path("startIndex").asInt()).isEqualTo(2);
    assertThat(list.path("Resources").findValuesAsText("givenName")).containsExactly("dan", "cat");
    assertError(scim.http().post("/scim2/Users/.search", "{\"filter\":\"id pr\"}"), 400);
  }

  @Test
  void a_search_at_the_root_finds_users_and_groups() throws Exception {
    String group = scim.group(List.of()).path("displayName").asText();
    String user = scim.user("\"displayName\":\"" + group + "\"").path("id").asText();
    String filter = "displayName eq \"" + group + "\"";
    JsonNode all = scim.get("?filter=" + encoded(filter));
    assertThat(all.path("totalResults").asInt()).isEqualTo(2);
    assertThat(all.path("Resources").findValuesAsText("resourceType"))
        .containsExactlyInAnyOrder("User", "Group");
    JsonNode users =
        scim.http()
            .post(
                "/scim2/.search",
                "{\"schemas\":[\""
                    + SEARCH
                    + "\"],\"filter\":\""
                    + (filter + " and meta.resourceType eq \"User\"").replace("\"", "\\\"")
                    + "\"}")
            .successful()
            .json();
    assertThat(ids(users)).containsExactly(user);
    JsonNode named = scim.get("?filter=" + encoded(filter + " and userName pr"));
    assertThat(ids(named)).containsExactly(user);
    assertError(scim.http().get("/scim2?filter=" + encoded("shoeSize pr")), 400, "invalidFilter");
  }

  @Test
  void cursors_lead_forward_and_back() throws Exception {
    String path = "/Users?count=2&sortBy=name.givenName&filter=" + encoded(own + "id pr");
    JsonNode first = scim.get(path + "&cursor=");
    assertThat(first.path("Resources").findValuesAsText("givenName")).containsExactly("ann", "ben");
    assertThat(first.has("previousCursor")).isFalse();
    assertThat(first.has("startIndex")).isFalse();
    JsonNode second = scim.get(path + "&cursor=" + encoded(first.path("nextCursor").asText()));
    assertThat(second.path("Resources").findValuesAsText("givenName"))
        .containsExactly("cat", "dan");
    JsonNode last = scim.get(path + "&cursor=" + encoded(second.path("nextCursor").asText()));
    assertThat(last.path("Resources").findValuesAsText("givenName")).containsExactly("eve");
    assertThat(last.has("nextCursor")).isFalse();
    JsonNode back = scim.get(path + "&cursor=" + encoded(last.path("previousCursor").asText()));
    assertThat(back.path("Resources").findValuesAsText("givenName")).containsExactly("cat", "dan");
    assertThat(first.path("nextCursor").asText()).matches("[A-Za-z0-9._~-]+");
  }

  @Test
  void a_cursor_of_another_search_or_of_nobody_is_invalid() throws Exception {
    String cursor =
        scim.get("/Users?count=1&cursor=&filter=" + encoded(own + "id pr"))
            .path("nextCursor")
            .asText();
    assertError(
        scim.http().get("/scim2/Users?count=1&cursor=" + encoded(cursor)), 400, "invalidCursor");
    assertError(scim.http().get("/scim2/Users?count=1&cursor=made-up"), 400, "invalidCursor");
  }

  @Test
  void cursors_work_in_a_search_by_post() throws Exception {
    String search =
        "{\"schemas\":[\""
            + SEARCH
            + "\"],\"filter\":\""
            + (own + "id pr").replace("\"", "\\\"")
            + "\",\"count\":3,\"cursor\":\"%s\"}";
    JsonNode first =
        scim.http().post("/scim2/Users/.search", search.formatted("")).successful().json();
    assertThat(first.path("Resources")).hasSize(3);
    JsonNode second =
        scim.http()
            .post("/scim2/Users/.search", search.formatted(first.path("nextCursor").asText()))
            .successful()
            .json();
    assertThat(second.path("Resources")).hasSize(2);
    assertThat(ids(second)).doesNotContainAnyElementsOf(ids(first));
  }

  @Test
  void the_word_in_any_case_is_an_operator() throws Exception {
    for (String filter :
        List.of("title PR AND active EQ true", "title Pr aNd NoT (active eq false)")) {
      assertThat(givenNames(own + "(" + filter + ")")).as(filter).containsExactly("ann");
    }
  }
}
