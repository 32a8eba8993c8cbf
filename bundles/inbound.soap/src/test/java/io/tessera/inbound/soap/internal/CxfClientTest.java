package io.tessera.inbound.soap.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.xml.ws.BindingProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tessera.wsdl.claims.GetAllClaimUris;
import tessera.wsdl.claims.RemoteClaimManagerService;
import tessera.wsdl.provisioning.CreateUser;
import tessera.wsdl.provisioning.Provisioning;
import tessera.wsdl.provisioning.ProvisioningFault_Exception;
import tessera.wsdl.provisioning.ProvisioningService;
import tessera.wsdl.provisioning.UserData;
import tessera.wsdl.provisioning.Written;
import tessera.wsdl.userstore.AddUser;
import tessera.wsdl.userstore.DeleteUser;
import tessera.wsdl.userstore.GetRoleNames;
import tessera.wsdl.userstore.IsExistingUser;
import tessera.wsdl.userstore.RemoteUserStoreManagerService;
import tessera.wsdl.userstore.RemoteUserStoreManagerServicePortType;
import tessera.wsdl.userstore.RemoteUserStoreManagerServiceUserStoreException_Exception;
import tessera.wsdl.userstore.RemoteUserStoreManagerServiceV2;
import tessera.wsdl.userstore.RemoteUserStoreManagerServiceV2PortType;
import tessera.wsdl.userstore.RemoteUserStoreManagerServiceV2UserStoreException_Exception;
import tessera.wsdl.userstore.common.ClaimValue;

/** Clients that CXF generates from the WSDLs: they see answers and declared exceptions. */
class CxfClientTest {
  private static SoapServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new SoapServer();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static <T> T signedIn(T port, String address) {
    var context = ((BindingProvider) port).getRequestContext();
    context.put(BindingProvider.ENDPOINT_ADDRESS_PROPERTY, server.base() + "/" + address);
    context.put(BindingProvider.USERNAME_PROPERTY, "admin");
    context.put(BindingProvider.PASSWORD_PROPERTY, SoapServer.PASSWORD);
    return port;
  }

  private static AddUser user(String name) {
    ClaimValue mail = new ClaimValue();
    mail.setClaimURI("http://wso2.org/claims/emailaddress");
    mail.setValue(name + "@example.org");
    AddUser add = new AddUser();
    add.setUserName(name);
    add.setCredential("Correct-horse-7");
    add.getClaims().add(mail);
    return add;
  }

  @Test
  void writes_of_the_first_version_answer_nothing_or_the_declared_fault() throws Exception {
    RemoteUserStoreManagerServicePortType port =
        signedIn(
            new RemoteUserStoreManagerService()
                .getRemoteUserStoreManagerServiceHttpsSoap11Endpoint(),
            "RemoteUserStoreManagerService.RemoteUserStoreManagerServiceHttpsSoap11Endpoint/");
    port.addUser(user("first"));
    IsExistingUser question = new IsExistingUser();
    question.setUserName("first");
    assertThat(port.isExistingUser(question).isReturn()).isTrue();
    assertThatThrownBy(() -> port.addUser(user("first")))
        .isInstanceOf(RemoteUserStoreManagerServiceUserStoreException_Exception.class)
        .hasMessageContaining("UserAlreadyExisting");
    assertThat(port.getRoleNames(new GetRoleNames()).getReturn()).contains("Internal/everyone");
  }

  @Test
  void writes_of_the_second_version_answer_true_in_soap_12() throws Exception {
    RemoteUserStoreManagerServiceV2PortType port =
        signedIn(
            new RemoteUserStoreManagerServiceV2()
                .getRemoteUserStoreManagerServiceV2HttpsSoap12Endpoint(),
            "RemoteUserStoreManagerServiceV2");
    assertThat(port.addUser(user("second")).isReturn()).isTrue();
    DeleteUser delete = new DeleteUser();
    delete.setUserName("nobody");
    assertThatThrownBy(() -> port.deleteUser(delete))
        .isInstanceOfSatisfying(
            RemoteUserStoreManagerServiceV2UserStoreException_Exception.class,
            thrown ->
                assertThat(thrown.getFaultInfo().getUserStoreException().getErrorCode())
                    .isEqualTo("NOT_FOUND"));
  }

  @Test
  void claims_are_discovered() throws Exception {
    var port =
        signedIn(
            new RemoteClaimManagerService().getRemoteClaimManagerServiceHttpsSoap11Endpoint(),
            "RemoteClaimManagerService");
    assertThat(port.getAllClaimUris(new GetAllClaimUris()).getReturn())
        .contains("http://wso2.org/claims/givenname", "http://wso2.org/claims/mobile");
  }

  @Test
  void a_user_that_is_created_twice_under_one_external_id_is_one() throws Exception {
    Provisioning port =
        signedIn(new ProvisioningService().getProvisioningSoap12(), "ProvisioningService");
    UserData data = new UserData();
    data.setExternalId("e-1");
    data.setUserName("plain");
    data.setPassword("Correct-horse-7");
    data.setGivenName("Plain");
    CreateUser create = new CreateUser();
    create.setUser(data);
    Written first = port.createUser(create);
    Written again = port.createUser(create);
    assertThat(first.isChanged()).isTrue();
    assertThat(again.isChanged()).isFalse();
    assertThat(again.getId()).isEqualTo(first.getId());
    data.setUserName(null);
    assertThatThrownBy(() -> port.createUser(create))
        .isInstanceOfSatisfying(
            ProvisioningFault_Exception.class,
            thrown -> {
              assertThat(thrown.getFaultInfo().getCode()).isEqualTo("INVALID_VALUE");
              assertThat(thrown.getFaultInfo().getProblem().get(0).getPath()).isEqualTo("userName");
            });
  }
}
