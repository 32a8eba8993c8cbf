package io.tessera.inbound.soap.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.inbound.http.Requires;
import io.tessera.provisioning.api.Permission;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WSDLs, and what each operation needs. */
class ContractsTest {
  private static SoapServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new SoapServer();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RemoteUserStoreManagerService",
        "RemoteUserStoreManagerServiceV2",
        "RemoteClaimManagerService",
        "ProvisioningService"
      })
  void a_wsdl_names_the_address_its_reader_used(String service) throws Exception {
    HttpResponse<String> wsdl = server.get("/" + service + "?wsdl");
    assertThat(wsdl.statusCode()).isEqualTo(200);
    assertThat(wsdl.headers().firstValue("Content-Type").orElse("")).startsWith("text/xml");
    assertThat(wsdl.body())
        .contains("location=\"" + server.base() + "/" + service)
        .doesNotContain("localhost:9443");
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(wsdl.body().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void the_schemas_it_names_are_served_and_no_others() throws Exception {
    String wsdl = server.get("/ProvisioningService?wsdl").body();
    assertThat(wsdl).contains(server.base() + "/ProvisioningService?xsd=ProvisioningService.xsd\"");
    assertThat(server.get("/ProvisioningService?xsd=ProvisioningService.xsd").body())
        .contains("targetNamespace=\"urn:tessera:provisioning:1\"");
    assertThat(server.get("/ProvisioningService?xsd=../claims.txt").statusCode()).isEqualTo(405);
    assertThat(server.get("/RemoteClaimManagerService?xsd=ProvisioningService.xsd").statusCode())
        .isEqualTo(405);
  }

  @Test
  void strangers_and_those_without_the_permission_see_none() throws Exception {
    assertThat(get("scimonly").statusCode()).isEqualTo(403);
    assertThat(get("nobody").statusCode()).isEqualTo(401);
  }

  private static HttpResponse<String> get(String name) throws Exception {
    return server.send(
        server
            .request("/ProvisioningService?wsdl")
            .setHeader("Authorization", SoapServer.basic(name, SoapServer.PASSWORD)));
  }

  /** A contract of two operations. */
  public interface Contract {
    void told();

    void forgotten();
  }

  /** Says for one of them what it takes. */
  public static final class Careless implements Contract {
    @Override
    @Requires(Permission.USERS_READ)
    public void told() {}

    @Override
    public void forgotten() {}
  }

  @Test
  void an_operation_without_a_declared_permission_is_refused_at_the_start() {
    assertThatThrownBy(() -> new Operations(Contract.class, Careless.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Careless.forgotten");
  }
}
