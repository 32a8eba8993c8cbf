package io.tessera.provisioning.internal.write;

import io.tessera.model.AttributePath;
import io.tessera.model.Names;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Which passwords of identities are taken. Length and the name decide, not kinds of characters
 * (NIST SP 800-63B section 5.1.1.2).
 */
@Component(name = "io.tessera.provisioning.passwords", service = PasswordPolicy.class)
@Designate(ocd = PasswordPolicy.Config.class)
public final class PasswordPolicy {
  private static final AttributePath PASSWORD = AttributePath.of("password");

  private final Config config;

  /** Bounds of a password. */
  @ObjectClassDefinition(name = "Passwords of identities")
  public @interface Config {
    @AttributeDefinition(description = "Fewest characters")
    int minLength() default 8;

    @AttributeDefinition(description = "Most characters")
    int maxLength() default 256;

    @AttributeDefinition(description = "Whether it may contain the userName")
    boolean mayContainUserName() default false;
  }

  @Activate
  public PasswordPolicy(Config config) {
    this.config = config;
  }

  /**
   * Looks at the length, which needs nothing but the password.
   *
   * @throws RejectedException INVALID_VALUE at {@code password}
   */
  void requireLength(String password) {
    int length = password.codePointCount(0, password.length());
    if (length < config.minLength() || length > config.maxLength()) {
      throw refused(
          "it must have " + config.minLength() + " to " + config.maxLength() + " characters.");
    }
  }

  /**
   * Looks at the password beside the name of its owner.
   *
   * @throws RejectedException INVALID_VALUE at {@code password}
   */
  void requireUnlike(String userName, String password) {
    boolean alike = !userName.isEmpty() && Names.fold(password).contains(Names.fold(userName));
    if (alike && !config.mayContainUserName()) {
      throw refused("it must not contain the userName.");
    }
  }

  private static RejectedException refused(String detail) {
    return RejectedException.at(Problem.Kind.INVALID_VALUE, PASSWORD, PASSWORD + ": " + detail);
  }
}
