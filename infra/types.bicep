@description('What azd finds the resources of an environment by.')
@export()
type Tags = {
  'azd-env-name': string
}

@description('Settings by name.')
@export()
type Settings = {
  *: string
}
