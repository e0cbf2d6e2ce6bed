/** AWS credentials, of a guest, of a signed-in visitor or of the page. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
  /** Epoch milliseconds. If absent, the credentials are used until they are refused. */
  expiration?: number | undefined;
}
