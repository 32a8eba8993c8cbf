package io.tessera.scim1.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.BuiltInSchemas;
import org.junit.jupiter.api.Test;

class Scim1ReaderTest {
  private static final String ENTERPRISE = "'" + BuiltInSchemas.ENTERPRISE_URN + "'";
  private final Scim1Reader users = new Scim1Reader(BuiltInSchemas.of(ResourceType.USER));
  private final Scim1Reader groups = new Scim1Reader(BuiltInSchemas.of(ResourceType.GROUP));

  private String read(String body) {
    return Json.write(users.read(Json.read(body)));
  }

  @Test
  void the_enterprise_extension_gets_the_urn_of_later_times() {
    assertThat(
            read(
                "{'userName':'a','urn:scim:schemas:extension:enterprise:1.0':"
                    + "{'department':'IT','manager':{'managerId':'7','displayName':'Bob'}}}"))
        .isEqualTo(
            "{'userName':'a'," + ENTERPRISE + ":{'department':'IT','manager':{'value':'7'}}}");
  }

  @Test
  void wso2_clients_send_the_enterprise_attributes_under_a_name_of_their_own() {
    assertThat(read("{'userName':'a','wso2Extension':{'employeeNumber':'9','manager':'7'}}"))
        .isEqualTo(
            "{'userName':'a'," + ENTERPRISE + ":{'employeeNumber':'9','manager':{'value':'7'}}}");
  }

  @Test
  void what_only_the_server_says_is_left_out() {
    assertThat(
            read(
                "{'schemas':['urn:scim:schemas:core:1.0'],'id':'1','meta':{'version':'x'},"
                    + "'userName':'a','groups':['staff']}"))
        .isEqualTo("{'userName':'a'}");
  }

  @Test
  void names_come_in_any_case_and_values_in_the_forms_of_the_time() {
    assertThat(read("{'USERNAME':'a','Active':'True','nickName':null,'title':''}"))
        .isEqualTo("{'userName':'a','active':true,'nickName':[],'title':[]}");
    assertThat(read("{'userName':12,'emails':['a@example.com'],'roles':['x',{'value':'y'}]}"))
        .isEqualTo(
            "{'userName':'12','emails':[{'value':'a@example.com'}],"
                + "'roles':[{'value':'x'},{'value':'y'}]}");
  }

  @Test
  void elements_to_delete_are_not_part_of_a_whole_resource() {
    assertThat(
            read(
                "{'userName':'a','emails':[{'value':'x','operation':'delete'},"
                    + "{'value':'y','operation':'add'}]}"))
        .isEqualTo("{'userName':'a','emails':[{'value':'y'}]}");
  }

  @Test
  void attributes_of_foreign_schemas_are_left_out_and_other_unknown_ones_kept_for_validation() {
    assertThat(read("{'userName':'a','urn:okta:custom:user:1.0':{'x':'y'}}"))
        .isEqualTo("{'userName':'a'}");
    assertThat(
            read(
                "{'userNam':'a','urn:scim:schemas:extension:enterprise:1.0':{'room':1},"
                    + "'wso2Extension':{'shoe':2}}"))
        .isEqualTo("{'userNam':'a'," + ENTERPRISE + ":{'room':1},'wso2Extension':{'shoe':2}}");
  }

  @Test
  void an_extension_is_an_object() {
    assertThatThrownBy(() -> read("{'urn:scim:schemas:extension:enterprise:1.0':'x'}"))
        .isInstanceOfSatisfying(
            RejectedException.class,
            refused -> assertThat(refused.first().kind()).isEqualTo(Kind.INVALID_VALUE));
  }

  @Test
  void members_keep_their_names_for_clients_that_know_no_ids() {
    assertThat(
            Json.write(
                groups.read(Json.read("{'displayName':'g','members':[{'display':'alice'}]}"))))
        .isEqualTo("{'displayName':'g','members':[{'display':'alice'}]}");
  }
}
