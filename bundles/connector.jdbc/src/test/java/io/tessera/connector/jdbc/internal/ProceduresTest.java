package io.tessera.connector.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.connector.jdbc.internal.Procedures.Step;
import io.tessera.connector.spi.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How calls of procedures are written. */
class ProceduresTest {
  @Test
  void a_call_is_written_with_names_and_sent_with_question_marks() {
    Call call = Call.parse("{ call hr.pkg.make(:id , :login) }");
    assertThat(call.parameters()).containsExactly("id", "login");
    assertThat(call.escaped()).isEqualTo("{call hr.pkg.make(?, ?)}");
    assertThat(Call.parse("{call all_done()}").escaped()).isEqualTo("{call all_done()}");
  }

  @Test
  void a_function_gives_the_id_back() {
    Call call = Call.parse("{:id = CALL make(:login)}");
    assertThat(call.returned()).isTrue();
    assertThat(call.parameters()).containsExactly("id", "login");
    assertThat(call.escaped()).isEqualTo("{? = call make(?)}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "createUser|is no action",
        "make = {call a(:id)}|there is no action make",
        "createUser = call a(:id)|createUser: at character 1 {",
        "createUser = {call a}|createUser: at character 2 call",
        "createUser = {call a('x')}|createUser: at character 9 a comma",
        "createUser = {call a(:id, 1)}|createUser: at character 14 a parameter",
        "createUser = {call a(:id); drop table b}|createUser: at character 12 a comma",
        "createUser = {call a(:id)} x|createUser: at character 15 the call ends",
        "createUser = {call a\"b(:id)}|createUser: at character 2 call",
        "createUser = {:login = call a(:id)}|createUser: only :id",
        "updateUser = {call a(:login)}|updateUser: it needs a parameter :id",
        "deleteUser = {call a(:id, :login)}|deleteUser: it gets no parameter but :id",
        "addMember = {call a(:group)}|addMember: it needs a parameter :member",
      })
  void what_is_no_call_is_refused_where_it_is_wrong(String written, String why) {
    assertThatThrownBy(() -> Procedures.of(new String[] {written}))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("procedures: ")
        .hasMessageContaining(why);
  }

  @Test
  void an_action_has_one_call() {
    String line = "deleteUser = {call a(:id)}";
    assertThat(Procedures.of(new String[] {line, " "}).has(Step.DELETE_USER)).isTrue();
    assertThatThrownBy(() -> Procedures.of(new String[] {line, line}))
        .hasMessageContaining("twice");
  }
}
