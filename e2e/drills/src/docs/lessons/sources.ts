/** Where patterns are described; author and title. */
export const NYGARD = 'M. Nygard, Release It!';
export const FOWLER_BREAKER = 'M. Fowler, CircuitBreaker';
export const RICHARDSON = 'C. Richardson, Microservices Patterns';
export const KLEPPMANN = 'M. Kleppmann, Designing Data-Intensive Applications';
export const HOHPE = 'G. Hohpe and B. Woolf, Enterprise Integration Patterns';
export const SRE = 'B. Beyer et al., Site Reliability Engineering';
export const AWS_RETRIES = 'AWS Builders’ Library, Timeouts, retries, and backoff with jitter';
export const AWS_IDEMPOTENT = 'AWS Builders’ Library, Making retries safe with idempotent APIs';
export const AWS_HEALTH = 'AWS Builders’ Library, Implementing health checks';
