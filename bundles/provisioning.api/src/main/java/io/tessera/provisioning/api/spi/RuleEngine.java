package io.tessera.provisioning.api.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A language of policies that decide whether an account may be made or changed. An OSGi service;
 * while it is away, its policies refuse everything.
 */
@ConsumerType
public interface RuleEngine {
  /** What its policies are written in: {@code xacml}. */
  String language();

  /**
   * Compiles a policy. The same text is compiled once, however often it is asked for.
   *
   * @throws RuleException it is not of the language; says where
   */
  RulePolicy compile(String source);
}
