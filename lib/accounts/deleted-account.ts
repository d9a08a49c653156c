/** What stands where the name of somebody stood who deleted their account. */
export const DELETED_ACCOUNT = "deleted account";
